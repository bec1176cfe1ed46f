{{/* The template of a workload's pods. Called with name, workload and root. */}}
{{- define "platform.pod" -}}
{{- $name := .name -}}
{{- $workload := .workload -}}
{{- $root := .root -}}
{{- $annotations := dict -}}
{{- with $workload.podAnnotations }}{{ $annotations = merge $annotations . }}{{ end -}}
{{- with $workload.files }}{{ $_ := set $annotations "checksum/files" (toJson . | sha256sum) }}{{ end -}}
{{- if include "platform.usesSettings" $workload }}
{{- $_ := set $annotations "checksum/settings" (toJson $root.Values.settings | sha256sum) }}
{{- end -}}
metadata:
  {{- with $annotations }}
  annotations: {{- range $key, $value := . }}
    {{ $key | quote }}: {{ $value | quote }}
  {{- end }}
  {{- end }}
  labels: {{- include "platform.podLabels" . | nindent 4 }}
spec:
  {{- if not $workload.job }}
  affinity:
    podAntiAffinity:
      preferredDuringSchedulingIgnoredDuringExecution:
        - podAffinityTerm:
            labelSelector:
              matchLabels: {{- include "platform.selector" . | nindent 16 }}
            topologyKey: kubernetes.io/hostname
          weight: 100
  {{- end }}
  automountServiceAccountToken: {{ include "platform.automountsToken" . }}
  containers:
    - {{- include "platform.container" . | nindent 6 }}
  {{- if $workload.hostNetwork }}
  dnsPolicy: ClusterFirstWithHostNet
  {{- end }}
  enableServiceLinks: false
  {{- if $workload.hostNetwork }}
  hostNetwork: true
  {{- end }}
  {{- if $workload.hostPID }}
  hostPID: true
  {{- end }}
  {{- if not (kindIs "invalid" $root.Values.priority) }}
  priorityClassName: {{ include "platform.priorityClassName" $root | quote }}
  {{- end }}
  {{- if $workload.job }}
  restartPolicy: Never
  {{- end }}
  securityContext: {{- mergeOverwrite (deepCopy $root.Values.podSecurityContext) ($workload.podSecurityContext | default dict) | toYaml | nindent 4 }}
  serviceAccountName: {{ $name | quote }}
  terminationGracePeriodSeconds: {{ $workload.terminationGracePeriod | int64 }}
  {{- if not $workload.job }}
  topologySpreadConstraints:
    - labelSelector:
        matchLabels: {{- include "platform.selector" . | nindent 10 }}
      maxSkew: 1
      topologyKey: topology.kubernetes.io/zone
      whenUnsatisfiable: ScheduleAnyway
  {{- end }}
  volumes: {{- include "platform.volumes" . | nindent 4 }}
{{- end }}

{{/* Not empty where a variable of the workload is taken from the settings. Called with a workload. */}}
{{- define "platform.usesSettings" -}}
{{- range $variable := .env }}{{ if kindIs "map" $variable }}{{ if hasKey $variable "setting" }}x{{ end }}{{ end }}{{ end -}}
{{- end }}

{{/* The container of a workload. */}}
{{- define "platform.container" -}}
{{- $workload := .workload -}}
{{- with $workload.args }}
args: {{- range . }}
  - {{ . | quote }}
{{- end }}
{{- end }}
{{- with $workload.command }}
command: {{- range . }}
  - {{ . | quote }}
{{- end }}
{{- end }}
{{- with $workload.env }}
env:
{{- /* What other variables refer to comes first. */}}
{{- range $variable, $value := . }}
{{- if kindIs "map" $value }}
  - name: {{ $variable | quote }}
    valueFrom:
{{- if hasKey $value "setting" }}
      configMapKeyRef:
        key: {{ $value.setting | quote }}
        name: settings
{{- else }}
      secretKeyRef:
        key: value
        name: {{ $value.secret | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- range $variable, $value := . }}
{{- if not (kindIs "map" $value) }}
  - name: {{ $variable | quote }}
    value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}
image: {{ include "platform.image" . | quote }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
{{- with $workload.drain }}
lifecycle:
  preStop:
    sleep:
      seconds: {{ . | int64 }}
{{- end }}
{{- with $workload.livenessProbe }}
livenessProbe: {{- toYaml . | nindent 2 }}
{{- end }}
name: {{ .name | quote }}
{{- with $workload.ports }}
ports:
{{- range $port, $values := . }}
  - containerPort: {{ $values.port | int64 }}
    name: {{ $port | quote }}
    protocol: {{ $values.protocol }}
{{- end }}
{{- end }}
{{- with $workload.readinessProbe }}
readinessProbe: {{- toYaml . | nindent 2 }}
{{- end }}
resources: {{- toYaml $workload.resources | nindent 2 }}
securityContext: {{- mergeOverwrite (deepCopy .root.Values.securityContext) ($workload.securityContext | default dict) | toYaml | nindent 2 }}
{{- with $workload.startupProbe }}
startupProbe: {{- toYaml . | nindent 2 }}
{{- end }}
volumeMounts: {{- include "platform.mounts" . | nindent 2 }}
{{- end }}
