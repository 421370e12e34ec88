from django.urls import path

from pamong.library.views import drafts, shelf, versions

app_name = "library"
urlpatterns = [
    path("standar", shelf.start, name="start"),
    path("standar/baru", shelf.begin, name="begin"),
    path("standar/dokumen-baru", shelf.begin_document, name="begin_document"),
    path("standar/versi/<uuid:version_id>", versions.page, name="version"),
    path("standar/versi/<uuid:version_id>/revisi", versions.revise, name="revise"),
    path("standar/versi/<uuid:version_id>/lembar", versions.note_paper, name="note_paper"),
    path("standar/versi/<uuid:version_id>/cetak", versions.print_document, name="print_document"),
    path("standar/konsep/<uuid:draft_id>", drafts.page, name="draft"),
    path("standar/konsep/<uuid:draft_id>/naskah", drafts.printed, name="draft_text"),
    path("standar/konsep/<uuid:draft_id>/ajukan", drafts.submit, name="submit"),
    path("standar/konsep/<uuid:draft_id>/periksa", drafts.review, name="review"),
    path("standar/konsep/<uuid:draft_id>/setujui", drafts.approve, name="approve"),
    path("standar/konsep/<uuid:draft_id>/kembalikan", drafts.send_back, name="return"),
    path("standar/konsep/<uuid:draft_id>/temuan", drafts.acknowledge, name="acknowledge"),
    path("standar/konsep/<uuid:draft_id>/batalkan", drafts.discard, name="discard"),
]
