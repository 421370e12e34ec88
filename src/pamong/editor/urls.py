from django.urls import path

from pamong.editor.views import changing, placing, previews, texts

app_name = "editor"
urlpatterns = [
    path("penyunting/<uuid:draft>", placing.first, name="first"),
    path("penyunting/<uuid:draft>/bagian/<str:address>", placing.piece, name="place"),
    path("penyunting/<uuid:draft>/ubah/<str:address>", changing.change, name="change"),
    path("penyunting/<uuid:draft>/yaml", texts.text, name="text"),
    path("penyunting/<uuid:draft>/yaml/unduh", texts.download, name="download"),
    path("penyunting/<uuid:draft>/pratinjau/<str:kind>", previews.preview, name="preview"),
]
