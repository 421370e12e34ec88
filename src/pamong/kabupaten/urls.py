from django.urls import URLPattern

app_name = "kabupaten"
urlpatterns: list[URLPattern] = []
