{{- define "proscenium.labels" -}}
app.kubernetes.io/name: proscenium
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
{{- define "proscenium.container" -}}
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
{{- end }}
{{- define "proscenium.pod" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end }}
