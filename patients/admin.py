from django.contrib import admin

from patients import models


@admin.register(models.Clinic)
class ClinicAdmin(admin.ModelAdmin):
    list_display = ["name", "time_zone", "phone"]


@admin.register(models.Therapist)
class TherapistAdmin(admin.ModelAdmin):
    list_display = ["name", "clinic", "user"]
    list_select_related = ["clinic", "user"]


class CareInline(admin.TabularInline):
    model = models.CareAssignment
    extra = 0


@admin.register(models.Patient)
class PatientAdmin(admin.ModelAdmin):
    list_display = ["name", "clinic", "pain_region", "pain_sides", "time_zone"]
    list_filter = ["clinic", "pain_region"]
    search_fields = ["name"]
    inlines = [CareInline]


@admin.register(models.EpisodeOfCare)
class EpisodeAdmin(admin.ModelAdmin):
    list_display = ["patient", "complaint", "started_on", "ended_on"]
    search_fields = ["patient__name"]
