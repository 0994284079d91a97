FROM python:3.12-slim

WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY graph ./graph
COPY loaders ./loaders
COPY api ./api
COPY visualizations ./visualizations
COPY cli ./cli
RUN pip install --no-cache-dir --no-deps . \
    && useradd --create-home --uid 10001 govgraph

USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=6 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["govgraph"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
