# One image for web, worker, sweep and beat; compose.yaml says which command each runs.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STEPWISE_OWN_ENVIRONMENT=1 \
    DJANGO_SETTINGS_MODULE=config.settings

WORKDIR /stepwise
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY manage.py ./
COPY config config
COPY exercises exercises
COPY patients patients
COPY tracker tracker
COPY seeds seeds

# The key is only there to let Django start; nothing that is built here depends on it.
RUN SECRET_KEY=only-while-the-image-is-built python manage.py collectstatic --no-input --verbosity 0 \
    && useradd --system --uid 10001 stepwise
USER stepwise

EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "3", \
     "--threads", "4", "--timeout", "30", "--graceful-timeout", "25", "--max-requests", "2000", \
     "--max-requests-jitter", "200", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
