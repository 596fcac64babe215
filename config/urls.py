from django.contrib import admin
from django.urls import include, path

from config.health import livez, readyz

urlpatterns = [
    path("livez", livez),
    path("readyz", readyz),
    path("admin/", admin.site.urls),
    path("api/v1/", include("tracker.api.urls")),
    path("", include("tracker.pages.urls")),
]
