"""The library to browse: programme → ladders → levels, each entry with its source.

Nothing is edited here. The files in seeds/programmes are the one place to change it, so that a
change is checked, told field by field, and never reaches a version that a plan uses.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from exercises.models import Exercise, Ladder, Level, Programme

# The stubs make these generic; at run time they take no type argument.
if TYPE_CHECKING:
    AnyModelAdmin = admin.ModelAdmin[Any]
    AnyInline = admin.TabularInline[Any, Any]
else:
    AnyModelAdmin = admin.ModelAdmin
    AnyInline = admin.TabularInline

SOURCED = ["source", "confidence", "is_design"]


class ReadOnlyAdmin(AnyModelAdmin):
    """Browsing only, for superusers too."""

    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class ReadOnlyInline(AnyInline):
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class LadderInline(ReadOnlyInline):
    model = Ladder
    fields = ["position", "code", "name", "region", "laterality_text", *SOURCED]


class LevelInline(ReadOnlyInline):
    model = Level
    fields = ["number", "title", "dose_text", "gate", "laterality", *SOURCED]


@admin.register(Programme)
class ProgrammeAdmin(ReadOnlyAdmin):
    list_display = ["code", "version", "title", "is_current", "in_use_since", "ladder_list", *SOURCED]
    list_filter = ["is_current", "pain_profile", "confidence", "is_design"]
    search_fields = ["code", "title", "for_whom", "focus", "source"]
    ordering = ["code", "-version"]
    inlines = [LadderInline]

    @admin.display(description="ladders")
    def ladder_list(self, programme: Programme) -> str:
        link = reverse("admin:exercises_ladder_changelist")
        return format_html('<a href="{}?programme__id__exact={}">ladders</a>', link, programme.pk)


@admin.register(Ladder)
class LadderAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "programme", "region", "delivered_by", "laterality_text", *SOURCED]
    list_filter = ["programme", "region", "delivered_by", "confidence", "is_design"]
    list_select_related = ["programme"]
    search_fields = ["code", "name", "region", "cues", "cautions", "source"]
    ordering = ["programme__code", "-programme__version", "position"]
    inlines = [LevelInline]


@admin.register(Level)
class LevelAdmin(ReadOnlyAdmin):
    list_display = ["code", "title", "dose_text", "gate", "laterality", "needs_sign_off", *SOURCED]
    list_filter = [
        "ladder__programme",
        "ladder__region",
        "kind",
        "gate",
        "laterality",
        "load_rule",
        "needs_sign_off",
        "confidence",
        "is_design",
    ]
    list_select_related = ["ladder"]
    search_fields = ["ladder__code", "ladder__name", "title", "dose_text", "source"]
    ordering = ["ladder__programme__code", "-ladder__programme__version", "ladder__position", "number"]

    @admin.display(ordering="ladder__position")
    def code(self, level: Level) -> str:
        return level.code


@admin.register(Exercise)
class ExerciseAdmin(ReadOnlyAdmin):
    """A movement across programme versions."""

    list_display = ["code", "name", "versions"]
    search_fields = ["code", "name"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Exercise]":
        return super().get_queryset(request).prefetch_related("ladders__programme")

    @admin.display(description="in programme versions")
    def versions(self, exercise: Exercise) -> str:
        return ", ".join(str(ladder.programme) for ladder in exercise.ladders.all())
