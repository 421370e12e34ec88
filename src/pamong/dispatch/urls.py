from django.urls import path

from pamong.dispatch.views import bundles, desk

app_name = "dispatch"
urlpatterns = [
    path("pengiriman", bundles.start, name="start"),
    path("pengiriman/baru", bundles.make, name="make"),
    path("pengiriman/tanda-tangan", bundles.confirm_signed, name="confirm_signed"),
    path("pengiriman/bundel/<uuid:bundle_id>", bundles.bundle, name="bundle"),
    path("pengiriman/bundel/<uuid:bundle_id>/kirim", bundles.send, name="send"),
    path("pengiriman/bundel/<uuid:bundle_id>/terima", bundles.receive, name="receive"),
    path("pengiriman/bundel/<uuid:bundle_id>/keluarkan", bundles.take_out, name="take_out"),
    path("pengiriman/bundel/<uuid:bundle_id>/cetak", bundles.print_manifest, name="print"),
    path("pengiriman/butir/<uuid:item_id>/batalkan", bundles.take_back, name="take_back"),
    path("pengiriman/butir/<uuid:item_id>/kembalikan", bundles.give_back, name="give_back"),
    path("pengiriman/butir/<uuid:item_id>/akhiri", bundles.end_duplicate, name="end_duplicate"),
    path("dispenduk", desk.desk, name="desk"),
    path("dispenduk/antrean", desk.queue, name="queue"),
    path("dispenduk/antrean/tandai", desk.mark, name="mark"),
    path("dispenduk/antrean.csv", desk.export, name="export"),
    path("dispenduk/kembalikan/<str:office>", desk.send_home, name="return"),
    path("dispenduk/hasil", desk.results, name="results"),
    path("dispenduk/hasil/<uuid:list_id>", desk.result_list, name="result_list"),
    path("dispenduk/tanda-tangan", desk.signing, name="signing"),
]
