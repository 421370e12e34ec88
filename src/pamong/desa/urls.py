from django.urls import URLPattern

app_name = "desa"
urlpatterns: list[URLPattern] = []
