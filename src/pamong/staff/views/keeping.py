"""What the scripts of a marked form send while somebody types, and the way to begin anew."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from pamong.shell.middleware import staff_page
from pamong.staff import kept
from pamong.staff.guards import StaffRequest, lead_to, page_of, staff_only
from pamong.staff.session import Door, standing, touch
from pamong.staff.views.answers import onward


@sensitive_post_parameters()
@require_POST
@staff_page
def keep_form(request: HttpRequest) -> HttpResponse:
    """Keep what stands in the form now. A page that was left alone too long keeps it too, and is locked."""
    found = standing(request)
    if found.actor is None or found.door not in {None, Door.LOCKED}:
        return lead_to(request, (found.door or Door.SIGN_IN).value)
    if not kept.is_marked(request):
        return HttpResponseBadRequest()
    kept.keep(found.actor, request.POST)
    if found.door is Door.LOCKED:
        return lead_to(request, Door.LOCKED.value)
    touch(request)
    return HttpResponse(status=204)


@require_POST
@staff_only
def drop_form(request: StaffRequest) -> HttpResponse:
    """Begin anew: forget what was kept of the form, and open its page again."""
    name = request.POST.get("name", "")
    if not 0 < len(name) <= kept.LONGEST_NAME:
        return HttpResponseBadRequest()
    kept.drop(request.actor, name)
    return onward(request, page_of(request))
