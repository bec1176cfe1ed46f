{{/* Labels of what belongs to the platform as a whole. */}}
{{- define "platform.commonLabels" -}}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
app.kubernetes.io/part-of: {{ .Chart.Name | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | quote }}
{{- with .Values.owner }}
owner: {{ . | quote }}
{{- end }}
{{- end }}

{{/* Labels of an object of a workload. Called with name, workload and root. */}}
{{- define "platform.labels" -}}
app.kubernetes.io/component: {{ .workload.component | quote }}
{{ include "platform.selector" . }}
app.kubernetes.io/name: {{ .name | quote }}
{{ include "platform.commonLabels" .root }}
{{- end }}

{{/* Labels of a pod: no chart and no version, which would replace every pod when nothing of theirs changes. */}}
{{- define "platform.podLabels" -}}
app.kubernetes.io/component: {{ .workload.component | quote }}
{{ include "platform.selector" . }}
app.kubernetes.io/name: {{ .name | quote }}
app.kubernetes.io/part-of: {{ .root.Chart.Name | quote }}
{{- with .root.Values.owner }}
owner: {{ . | quote }}
{{- end }}
{{- end }}

{{/* The label by which the pods of a workload are selected. It never changes. */}}
{{- define "platform.selector" -}}
app.kubernetes.io/instance: {{ .name | quote }}
{{- end }}

{{/* The image of a workload. What is built for the platform has the tag of the release. */}}
{{- define "platform.image" -}}
{{- $image := .workload.image -}}
{{- $tag := $image.tag | default .root.Values.image.tag | default .root.Chart.AppVersion -}}
{{- printf "%s:%s" $image.repository $tag -}}
{{- with $image.digest }}{{ printf "@%s" . }}{{ end -}}
{{- end }}

{{/* The name of the class of the pods. Its value cannot change, so that another value is another class. */}}
{{- define "platform.priorityClassName" -}}
{{ printf "%s-%d" .Release.Namespace (.Values.priority | int64) }}
{{- end }}

{{/* The specification of a claim. Called with a storage. */}}
{{- define "platform.claim" -}}
accessModes:
  - {{ ternary "ReadWriteMany" "ReadWriteOnce" .shared }}
resources:
  requests:
    storage: {{ .size | quote }}
{{- with .storageClass }}
storageClassName: {{ . | quote }}
{{- end }}
{{- end }}
