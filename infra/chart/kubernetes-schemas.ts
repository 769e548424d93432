import { z } from 'zod';

/** Of the objects of Kubernetes what the chart uses: a key that is misspelt is refused. */
const name = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
const labelKey = z
  .string()
  .max(63)
  .regex(/^([a-z0-9.-]+\/)?[A-Za-z0-9]([-\w.]*[A-Za-z0-9])?$/);
const labels = z.record(labelKey, z.string().regex(/^[A-Za-z0-9]([-\w.]*[A-Za-z0-9])?$/));
const port = z.int().min(1).max(65_535);
const portName = z
  .string()
  .max(15)
  .regex(/^[a-z0-9-]*[a-z][a-z0-9-]*$/);
const protocol = z.enum(['TCP', 'UDP']);
const quantity = z.string().regex(/^\d+(\.\d+)?(m|Ki|Mi|Gi|Ti)?$/);
const amounts = z.strictObject({ cpu: quantity.optional(), memory: quantity.optional() });
const seconds = z.int().nonnegative();
const metadata = z.strictObject({ name, labels });
const selector = z.strictObject({ matchLabels: labels });

const fieldPath = z.enum(['metadata.name', 'status.podIP', 'status.hostIP']);
const valueFrom = z.union([
  z.strictObject({ fieldRef: z.strictObject({ fieldPath }) }),
  z.strictObject({ secretKeyRef: z.strictObject({ name, key: z.string() }) }),
]);
const variable = z.string().regex(/^[A-Z][A-Z0-9_]*$/);
const env = z.array(
  z.union([
    z.strictObject({ name: variable, value: z.string() }),
    z.strictObject({ name: variable, valueFrom }),
  ]),
);
const timing = {
  periodSeconds: seconds.optional(),
  timeoutSeconds: seconds.optional(),
  failureThreshold: z.int().min(1).optional(),
};
const probe = z.union([
  z.strictObject({
    httpGet: z.strictObject({ path: z.string().startsWith('/'), port: portName }),
    ...timing,
  }),
  z.strictObject({ tcpSocket: z.strictObject({ port: portName }), ...timing }),
]);
const container = z.strictObject({
  name,
  image: z.string().min(1),
  imagePullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true).optional(),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  envFrom: z.array(z.strictObject({ secretRef: z.strictObject({ name }) })).optional(),
  env,
  ports: z.array(
    z.strictObject({ name: portName, containerPort: port, hostPort: port.optional(), protocol }),
  ),
  startupProbe: probe.optional(),
  readinessProbe: probe,
  livenessProbe: probe.optional(),
  lifecycle: z.strictObject({
    preStop: z.strictObject({ exec: z.strictObject({ command: z.array(z.string()).min(1) }) }),
  }),
  resources: z.strictObject({ requests: amounts, limits: amounts }),
  volumeMounts: z.array(z.strictObject({ name, mountPath: z.string().startsWith('/') })).optional(),
});
const podTemplate = z.strictObject({
  metadata: z.strictObject({ labels, annotations: z.record(labelKey, z.string()).optional() }),
  spec: z.strictObject({
    automountServiceAccountToken: z.literal(false),
    terminationGracePeriodSeconds: seconds.optional(),
    securityContext: z.strictObject({
      runAsNonRoot: z.literal(true),
      runAsUser: z.int().min(1),
      runAsGroup: z.int().min(1),
      fsGroup: z.int().min(1),
      seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
    }),
    nodeSelector: labels.optional(),
    topologySpreadConstraints: z
      .array(
        z.strictObject({
          maxSkew: z.int().min(1),
          topologyKey: labelKey,
          whenUnsatisfiable: z.enum(['DoNotSchedule', 'ScheduleAnyway']),
          labelSelector: selector,
        }),
      )
      .optional(),
    containers: z.array(container).length(1),
    volumes: z.array(z.strictObject({ name, emptyDir: z.strictObject({}) })).optional(),
  }),
});
const volumeClaim = z.strictObject({
  metadata: z.strictObject({ name }),
  spec: z.strictObject({
    accessModes: z.tuple([z.literal('ReadWriteOnce')]),
    storageClassName: z.string().optional(),
    resources: z.strictObject({ requests: z.strictObject({ storage: quantity }) }),
  }),
});
const scaling = z.strictObject({
  stabilizationWindowSeconds: seconds.max(3_600),
  policies: z.array(
    z.strictObject({ type: z.literal('Pods'), value: z.int().min(1), periodSeconds: seconds.max(1_800) }),
  ),
});

const object = <Kind extends string, Version extends string, Spec extends z.ZodType>(
  apiVersion: Version,
  kind: Kind,
  spec: Spec,
) => z.strictObject({ apiVersion: z.literal(apiVersion), kind: z.literal(kind), metadata, spec });

const statefulSet = z.strictObject({
  serviceName: name,
  replicas: z.int().min(1).optional(),
  podManagementPolicy: z.literal('OrderedReady'),
  updateStrategy: z.strictObject({ type: z.literal('RollingUpdate') }),
  minReadySeconds: seconds,
  selector,
  template: podTemplate,
  volumeClaimTemplates: z.array(volumeClaim),
});
const service = z.strictObject({
  type: z.literal('ClusterIP').optional(),
  clusterIP: z.literal('None').optional(),
  publishNotReadyAddresses: z.boolean().optional(),
  selector: labels,
  ports: z.array(z.strictObject({ name: portName, port, targetPort: portName, protocol })),
});
const autoscaler = z.strictObject({
  scaleTargetRef: z.strictObject({ apiVersion: z.literal('apps/v1'), kind: z.literal('StatefulSet'), name }),
  minReplicas: z.int().min(1),
  maxReplicas: z.int().min(1),
  metrics: z.array(
    z.strictObject({
      type: z.literal('Pods'),
      pods: z.strictObject({
        metric: z.strictObject({ name: z.string() }),
        target: z.strictObject({ type: z.literal('AverageValue'), averageValue: quantity }),
      }),
    }),
  ),
  behavior: z.strictObject({ scaleDown: scaling, scaleUp: scaling }),
});
const networkPolicy = z.strictObject({
  podSelector: selector,
  policyTypes: z.tuple([z.literal('Ingress')]),
  ingress: z.array(
    z.strictObject({
      from: z.array(z.strictObject({ podSelector: selector })).optional(),
      ports: z.array(z.strictObject({ port, endPort: port.optional(), protocol })),
    }),
  ),
});
const deployment = z.strictObject({ replicas: z.int().min(1), selector, template: podTemplate });
const budget = z.strictObject({ maxUnavailable: z.int().min(1), selector });

export const listSchema = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('List'),
  items: z.array(
    z.discriminatedUnion('kind', [
      object('apps/v1', 'StatefulSet', statefulSet),
      object('apps/v1', 'Deployment', deployment),
      object('v1', 'Service', service),
      object('policy/v1', 'PodDisruptionBudget', budget),
      object('autoscaling/v2', 'HorizontalPodAutoscaler', autoscaler),
      object('networking.k8s.io/v1', 'NetworkPolicy', networkPolicy),
    ]),
  ),
});
