{{/* Not empty where secrets are mounted from Secrets. Vault's injector brings a volume of its own. */}}
{{- define "platform.mountsSecrets" -}}
{{- if and .workload.secrets (ne .root.Values.secrets.provider "vault") }}x{{ end -}}
{{- end }}

{{/* Not empty where the token for the API server is mounted from the volume of secrets: Kubernetes could not do so. */}}
{{- define "platform.mountsToken" -}}
{{- if .workload.serviceAccountToken }}{{ include "platform.mountsSecrets" . }}{{ end -}}
{{- end }}

{{/* Whether Kubernetes itself mounts the token for the API server. */}}
{{- define "platform.automountsToken" -}}
{{- and (not (empty .workload.serviceAccountToken)) (empty (include "platform.mountsSecrets" .)) -}}
{{- end }}

{{/* The name of the volume of files or of secrets. Called with kind and workload. */}}
{{- define "platform.volumeName" -}}
{{- get (.workload.volumeNames | default dict) .kind | default .kind | quote -}}
{{- end }}

{{/* The volumes of a pod. Called with name, workload and root. */}}
{{- define "platform.volumes" -}}
{{- $name := .name -}}
{{- $workload := .workload -}}
{{- range $volume, $directory := $workload.temporary }}
- emptyDir:
    sizeLimit: {{ $directory.size | quote }}
  name: {{ $volume | quote }}
{{- end }}
{{- range $volume, $storage := $workload.storage }}
{{- if or (ne $workload.kind "StatefulSet") $storage.shared }}
- name: {{ $volume | quote }}
  persistentVolumeClaim:
    claimName: {{ printf "%s-%s" $name $volume | quote }}
{{- end }}
{{- end }}
{{- range $volume, $path := $workload.hostPaths }}
- hostPath:
    path: {{ $path.host | quote }}
  name: {{ $volume | quote }}
{{- end }}
{{- if $workload.files }}
- configMap:
    defaultMode: 292
    name: {{ printf "%s-files" $name | quote }}
  name: {{ include "platform.volumeName" (dict "kind" "files" "workload" $workload) }}
{{- end }}
{{- $mounted := ternary $workload.secrets list (not (empty (include "platform.mountsSecrets" .))) }}
{{- with concat $mounted (values ($workload.secretFiles | default dict)) | uniq | sortAlpha }}
- name: {{ include "platform.volumeName" (dict "kind" "secrets" "workload" $workload) }}
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
    {{- if include "platform.mountsToken" $ }}
      - serviceAccountToken:
          expirationSeconds: 3607
          path: kubernetes.io/serviceaccount/token
      - configMap:
          items:
            - key: ca.crt
              path: kubernetes.io/serviceaccount/ca.crt
          name: kube-root-ca.crt
      - downwardAPI:
          items:
            - fieldRef:
                apiVersion: v1
                fieldPath: metadata.namespace
              path: kubernetes.io/serviceaccount/namespace
    {{- end }}
{{- end }}
{{- end }}

{{/* The mounts of a container. Called with name, workload and root. */}}
{{- define "platform.mounts" -}}
{{- $workload := .workload -}}
{{- $files := include "platform.volumeName" (dict "kind" "files" "workload" $workload) -}}
{{- $secrets := include "platform.volumeName" (dict "kind" "secrets" "workload" $workload) -}}
{{- range $volume, $directory := $workload.temporary }}
- mountPath: {{ $directory.path | quote }}
  name: {{ $volume | quote }}
{{- end }}
{{- range $volume, $storage := $workload.storage }}
- mountPath: {{ $storage.path | quote }}
  name: {{ $volume | quote }}
{{- end }}
{{- range $volume, $path := $workload.hostPaths }}
- mountPath: {{ $path.path | quote }}
  name: {{ $volume | quote }}
  readOnly: {{ $path.readOnly }}
{{- end }}
{{- range $key, $file := $workload.files }}
- mountPath: {{ $file.path | quote }}
  name: {{ $files }}
  readOnly: true
  subPath: {{ $key | quote }}
{{- end }}
{{- range $path, $secret := $workload.secretFiles }}
- mountPath: {{ $path | quote }}
  name: {{ $secrets }}
  readOnly: true
  subPath: {{ $secret | quote }}
{{- end }}
{{- if include "platform.mountsSecrets" . }}
- mountPath: /run/secrets
  name: {{ $secrets }}
  readOnly: true
{{- end }}
{{- if include "platform.mountsToken" . }}
{{- /* In an image whose /var/run is a directory of its own, the token is looked for there all the same. */}}
- mountPath: /var/run/secrets
  name: {{ $secrets }}
  readOnly: true
{{- end }}
{{- end }}
