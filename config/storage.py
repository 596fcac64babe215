"""Static files under hashed names, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    # Rewrites `import … from "./x.js";` too: an un-hashed import would be served stale.
    support_js_module_import_aggregation = True
