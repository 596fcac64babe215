"""The real addresses, and the bare view beside them."""

from django.urls import path

from config.urls import urlpatterns as real
from tests.bench.bare import store

urlpatterns = [path("bare/sessions/<uuid:client_id>/", store), *real]
