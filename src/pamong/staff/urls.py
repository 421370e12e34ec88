from django.urls import path

from pamong.staff import views

app_name = "staff"
urlpatterns = [
    path("masuk", views.sign_in, name="sign_in"),
    path("masuk/demo", views.demo, name="demo"),
    path("masuk/kedua", views.second_factor, name="second_factor"),
    path("masuk/kedua/kunci-sandi", views.sign_with_passkey, name="sign_with_passkey"),
    path("masuk/ulang", views.prove, name="prove"),
    path("keluar", views.sign_out, name="sign_out"),
    path("jabatan", views.choose_post, name="choose_post"),
    path("kunci", views.lock, name="lock"),
    path("kunci/buka", views.unlock, name="unlock"),
    path("kunci/ganti", views.change_person, name="change_person"),
    path("isian", views.keep_form, name="keep_form"),
    path("isian/buang", views.drop_form, name="drop_form"),
    path("keamanan", views.security, name="security"),
    path("keamanan/kata-sandi", views.change_password, name="change_password"),
    path("keamanan/tampilan", views.set_look, name="set_look"),
    path("keamanan/pin", views.set_pin, name="set_pin"),
    path("keamanan/kode", views.set_up_codes, name="set_up_codes"),
    path("keamanan/kunci-sandi", views.add_passkey, name="add_passkey"),
]
