from django.urls import path

from pamong.desa.views import desk, preparing, taking_in

app_name = "desa"
urlpatterns = [
    path("desa", desk.start, name="start"),
    path("desa/formulir/baru/<slug:service>", preparing.prepare, name="prepare"),
    path("desa/formulir/<str:code>", preparing.form, name="form"),
    path("desa/formulir/<str:code>/ubah", preparing.correct, name="correct"),
    path("desa/formulir/<str:code>/kirim", preparing.send, name="send"),
    path("desa/formulir/<str:code>/tarik", preparing.withdraw, name="withdraw"),
    path("desa/formulir/<str:code>/cetak", preparing.print_form, name="print_form"),
    path("loket/dari-desa", desk.ahead, name="ahead"),
    path("loket/dari-desa/<str:code>", taking_in.take_in, name="take_in"),
]
