from django.urls import path

from pamong.desa.views import collecting, desk, preparing, taking_in

app_name = "desa"
urlpatterns = [
    path("desa", desk.start, name="start"),
    path("desa/formulir/baru/<slug:service>", preparing.prepare, name="prepare"),
    path("desa/formulir/<str:code>", preparing.form, name="form"),
    path("desa/formulir/<str:code>/ubah", preparing.correct, name="correct"),
    path("desa/formulir/<str:code>/kirim", preparing.send, name="send"),
    path("desa/formulir/<str:code>/tarik", preparing.withdraw, name="withdraw"),
    path("desa/formulir/<str:code>/cetak", preparing.print_form, name="print_form"),
    path("desa/pengambilan", collecting.collect, name="collect"),
    path("desa/pengambilan/<str:code>", collecting.collection, name="collection"),
    path("desa/pengambilan/<str:code>/tarik", collecting.withdraw, name="withdraw_collection"),
    path("desa/pengambilan/<str:code>/cetak", collecting.print_collection, name="print_collection"),
    path("loket/pengambilan/<str:code>", collecting.hand_over, name="hand_over"),
    path("loket/dari-desa", desk.ahead, name="ahead"),
    path("loket/dari-desa/<str:code>", taking_in.take_in, name="take_in"),
]
