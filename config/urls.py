from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

from config.health import livez, readyz

urlpatterns = [
    path("livez", livez),
    path("readyz", readyz),
    path("admin/", admin.site.urls),
]
for prefix, module in {"api/v1/": "tracker.api.urls", "": "tracker.pages.urls"}.items():
    if find_spec(module):  # both are being written
        urlpatterns.append(path(prefix, include(module)))
