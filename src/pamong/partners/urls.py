"""The addresses of the API: one for each operation that a room declares (settings.API_OPERATIONS)."""

from django.urls import URLPattern, path

from pamong.partners import views
from pamong.partners.serving import serve

app_name = "partners"
urlpatterns: list[URLPattern] = [
    path("api/v1/openapi.json", views.openapi, name="openapi"),
    *(
        path(f"api/v1/{each.path.replace('{', '<str:').replace('}', '>')}", serve(each), name=each.name)
        for each in views.operations()
    ),
]
