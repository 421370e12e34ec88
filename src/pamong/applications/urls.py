from django.urls import path

from pamong.applications.views import acts, intake, late, papers, scans

app_name = "applications"
urlpatterns = [
    path("loket/permohonan/baru", intake.start, name="start"),
    path("loket/permohonan/baru/<slug:service>/<uuid:resident_id>", intake.take_in, name="take_in"),
    path("loket/permohonan/<str:code>", acts.page, name="page"),
    path("loket/permohonan/<str:code>/lengkap", acts.complete, name="complete"),
    path("loket/permohonan/<str:code>/kembalikan", acts.return_for_completion, name="return"),
    path("loket/permohonan/<str:code>/tolak", acts.refuse, name="refuse"),
    path("loket/permohonan/<str:code>/ajukan-kembali", acts.resubmit, name="resubmit"),
    path("loket/permohonan/<str:code>/laksanakan", acts.perform, name="perform"),
    path("loket/permohonan/<str:code>/rekam", acts.record_biometrics, name="record_biometrics"),
    path("loket/permohonan/<str:code>/lewati", acts.skip, name="skip"),
    path("loket/permohonan/<str:code>/serahkan", acts.hand_over, name="hand_over"),
    path("loket/permohonan/<str:code>/tarik", acts.withdraw, name="withdraw"),
    path("loket/permohonan/<str:code>/tunda", acts.hold, name="hold"),
    path("loket/permohonan/<str:code>/lanjutkan", acts.release, name="release"),
    path("loket/permohonan/<str:code>/batalkan", acts.reverse_last, name="reverse"),
    path("loket/permohonan/<str:code>/urungkan", acts.undo, name="undo"),
    path("loket/permohonan/<str:code>/jawaban-nasional", acts.national_answer, name="national_answer"),
    path("loket/permohonan/<str:code>/cetak/<slug:paper_name>", papers.print_paper, name="print_paper"),
    path("loket/permohonan/<str:code>/pindaian", scans.attach, name="attach_scan"),
    path("loket/permohonan/<str:code>/pindaian/<uuid:scan_id>/kecil", scans.small, name="small_scan"),
    path("loket/permohonan/<str:code>/pindaian/<uuid:scan_id>/buka", scans.open_scan, name="open_scan"),
    path("loket/permohonan/<str:code>/pindaian/<uuid:scan_id>/tarik", scans.withdraw, name="withdraw_scan"),
    path("loket/entri-susulan", late.late_entries, name="late_entries"),
    path("loket/entri-susulan/<uuid:late_id>/ketahui", late.acknowledge_late, name="acknowledge_late"),
    path("loket/register", papers.register, name="register"),
    path("loket/register/cetak", papers.print_month, name="print_month"),
    path("loket/formulir/<slug:service>", papers.blank, name="blank_form"),
]
