{{/* Not empty where secrets are mounted from Secrets. Vault's injector brings a volume of its own. */}}
{{- define "platform.mountsSecrets" -}}
{{- if and .workload.secrets (ne .root.Values.secrets.provider "vault") }}x{{ end -}}
{{- end }}

{{/* The volumes of a pod. Called with name, workload and root. */}}
{{- define "platform.volumes" -}}
{{- $name := .name -}}
{{- $workload := .workload -}}
{{- range $volume, $directory := $workload.temporary }}
- emptyDir:
    sizeLimit: {{ $directory.size | quote }}
  name: {{ $volume }}
{{- end }}
{{- range $volume, $storage := $workload.storage }}
{{- if or (ne $workload.kind "StatefulSet") $storage.shared }}
- name: {{ $volume }}
  persistentVolumeClaim:
    claimName: {{ printf "%s-%s" $name $volume }}
{{- end }}
{{- end }}
{{- range $volume, $path := $workload.hostPaths }}
- hostPath:
    path: {{ $path.host | quote }}
  name: {{ $volume }}
{{- end }}
{{- if $workload.files }}
- configMap:
    defaultMode: 292
    name: {{ $name }}-files
  name: files
{{- end }}
{{- $secrets := list }}
{{- if or (include "platform.mountsSecrets" .) $workload.secretFiles }}
{{- $secrets = concat ($workload.secrets | default list) (values ($workload.secretFiles | default dict)) | uniq | sortAlpha }}
{{- end }}
{{- with $secrets }}
- name: secrets
  projected:
    defaultMode: 288
    sources:
    {{- range . }}
      - secret:
          items:
            - key: value
              path: {{ . | quote }}
          name: {{ . | quote }}
    {{- end }}
{{- end }}
{{- end }}

{{/* The mounts of a container. Called with name, workload and root. */}}
{{- define "platform.mounts" -}}
{{- $workload := .workload -}}
{{- range $volume, $directory := $workload.temporary }}
- mountPath: {{ $directory.path | quote }}
  name: {{ $volume }}
{{- end }}
{{- range $volume, $storage := $workload.storage }}
- mountPath: {{ $storage.path | quote }}
  name: {{ $volume }}
{{- end }}
{{- range $volume, $path := $workload.hostPaths }}
- mountPath: {{ $path.path | quote }}
  name: {{ $volume }}
  readOnly: {{ $path.readOnly }}
{{- end }}
{{- range $key, $file := $workload.files }}
- mountPath: {{ $file.path | quote }}
  name: files
  readOnly: true
  subPath: {{ $key | quote }}
{{- end }}
{{- range $path, $secret := $workload.secretFiles }}
- mountPath: {{ $path | quote }}
  name: secrets
  readOnly: true
  subPath: {{ $secret | quote }}
{{- end }}
{{- if include "platform.mountsSecrets" . }}
- mountPath: /run/secrets
  name: secrets
  readOnly: true
{{- end }}
{{- end }}
