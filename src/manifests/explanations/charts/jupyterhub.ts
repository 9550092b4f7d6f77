import * as l10n from '@vscode/l10n';
import { field, FREE, group, groups, like, type OwnFields } from '../own-field.ts';
import {
  additions,
  image,
  ingress,
  keptDescriptions,
  nameOverride,
  networkPolicy,
  pdb,
  placing,
  probe,
  pullSecrets,
  replacing,
  resources,
  service,
  serviceAccount,
} from './shared.ts';

const program: OwnFields = {
  image,
  resources,
  extraEnv: field(FREE, () =>
    l10n.t('Variables of the environment: a map from names to values, or a list as in a container.'),
  ),
  ...placing,
  ...additions,
  revisionHistoryLimit: keptDescriptions,
  serviceAccount,
  networkPolicy,
  pdb,
  livenessProbe: probe,
  readinessProbe: probe,
  extraPodSpec: field('PodSpec', () => l10n.t('More of its description, for what has no field of its own.')),
  extraFiles: field(FREE, () => l10n.t('Files that are put into it.')),
};

const hub = group(
  {
    ...program,
    lifecycle: like('Container.lifecycle'),
    service: {
      ...service,
      fields: {
        ...service.fields,
        ports: group(
          {
            nodePort: field('port', () =>
              l10n.t('The port that is opened on every machine, with type NodePort.'),
            ),
            appProtocol: like('ServicePort.appProtocol'),
          },
          () => l10n.t('The port of the address.'),
        ),
      },
    },
    config: field(FREE, () =>
      l10n.t(
        'Settings of JupyterHub itself, by class: JupyterHub.authenticator_class, Authenticator.admin_users … As c.CLASS.NAME in jupyterhub_config.py.',
      ),
    ),
    extraConfig: field('{string}', () =>
      l10n.t('Python that is run as part of jupyterhub_config.py, in the order of the names.'),
    ),
    db: group(
      {
        type: field('string', () =>
          l10n.t(
            'Where the hub remembers users and servers: "sqlite-pvc" on storage of its own, "postgres", "mysql" or "sqlite-memory", which forgets.',
          ),
        ),
        url: field('string', () => l10n.t('The address of the database.')),
        password: field('string', () => l10n.t('The password of the database. Better in a Secret.')),
        upgrade: field('boolean', () =>
          l10n.t('With true, the database is brought to the new version at the start.'),
        ),
        pvc: field(FREE, () => l10n.t('The storage of the database file.')),
      },
      () => l10n.t('Where the hub remembers users and servers.'),
    ),
    baseUrl: field('string', () =>
      l10n.t('The part of the address under which everything is, such as /jupyter.'),
    ),
    cookieSecret: field('string', () => l10n.t('Signs the log-ins. Made up if nothing is written.')),
    concurrentSpawnLimit: field('number', () => l10n.t('How many servers may start at the same time.')),
    activeServerLimit: field('number', () => l10n.t('How many servers may run at the same time.')),
    consecutiveFailureLimit: field('number', () =>
      l10n.t('After so many failed starts in a row the hub starts itself again.'),
    ),
    allowNamedServers: field('boolean', () => l10n.t('With true, a user may have several servers.')),
    namedServerLimitPerUser: field('number', () => l10n.t('How many servers a user may have.')),
    redirectToServer: field('boolean', () =>
      l10n.t("With true, users come to their server at once, not to the hub's page."),
    ),
    shutdownOnLogout: field('boolean', () => l10n.t('With true, logging out stops the server.')),
    authenticatePrometheus: field('boolean', () =>
      l10n.t("With true, the hub's numbers can be read only with a token."),
    ),
    services: field(FREE, () => l10n.t('Programs that may use the hub with a token of their own.')),
    loadRoles: field(FREE, () => l10n.t('Who may do what in the hub.')),
    templatePaths: field('string[]', () => l10n.t('Folders with pages of your own.')),
    templateVars: field(FREE, () => l10n.t('Values for those pages.')),
    existingSecret: field('string', () => l10n.t('A Secret with values that should not stand here.')),
    command: like('Container.command'),
    args: like('Container.args'),
    fsGid: field('number', () => l10n.t('The group that owns the files of the hub.')),
    deploymentStrategy: replacing,
  },
  () => l10n.t('The hub: it lets users in and starts their servers.'),
);

const singleuser = group(
  {
    image,
    initContainers: like('PodSpec.initContainers'),
    extraContainers: field('Container[]', () => l10n.t('Programs that run beside it.')),
    lifecycleHooks: like('Container.lifecycle'),
    cpu: group(
      {
        limit: field('cpu', () => l10n.t("The most CPU time that each user's server gets.")),
        guarantee: field('cpu', () =>
          l10n.t("The CPU time that each user's server is promised. It waits until this much is free."),
        ),
      },
      () => l10n.t("The CPU time of each user's server."),
    ),
    memory: group(
      {
        limit: field('own-memory', () =>
          l10n.t(
            "The most memory that each user's server may use. A notebook that needs more loses its kernel, or its server is stopped.",
          ),
        ),
        guarantee: field('own-memory', () =>
          l10n.t("The memory that each user's server is promised. It waits until this much is free."),
        ),
      },
      () => l10n.t("The memory of each user's server."),
    ),
    storage: group(
      {
        type: field('string', () =>
          l10n.t(
            'What keeps the home folder: "dynamic" makes storage for each user, "static" uses one claim for all, "none" forgets everything.',
          ),
        ),
        capacity: field('storage', () => l10n.t('The size of each home folder.')),
        homeMountPath: field('string', () =>
          l10n.t('Where the home folder appears. Only what is below it survives.'),
        ),
        dynamic: field(FREE, () => l10n.t('The kind of storage for home folders, and what it is called.')),
        static: field(FREE, () => l10n.t("The claim that all users share, and each one's folder in it.")),
        extraVolumes: like('PodSpec.volumes'),
        extraVolumeMounts: like('Container.volumeMounts'),
        extraLabels: field('{string}', () => l10n.t('Labels of the storage.')),
      },
      () => l10n.t("Where users' files are kept."),
    ),
    profileList: groups(
      {
        display_name: field('string', () => l10n.t('What the user reads when choosing.')),
        description: field('string', () => l10n.t('What the user reads below it.')),
        slug: field('string', () => l10n.t('The short name of this choice, in addresses.')),
        default: field('boolean', () => l10n.t('With true, this one is chosen at first.')),
        kubespawner_override: group(
          {
            image: field('image', () => l10n.t('The image of this choice.')),
            cpu_limit: field('cpu', () => l10n.t('The most CPU time of this choice.')),
            cpu_guarantee: field('cpu', () => l10n.t('The CPU time that this choice is promised.')),
            mem_limit: field('own-memory', () => l10n.t('The most memory of this choice.')),
            mem_guarantee: field('own-memory', () => l10n.t('The memory that this choice is promised.')),
            extra_resource_limits: field('{string}', () =>
              l10n.t('What else this choice gets, such as nvidia.com/gpu: "1".'),
            ),
            extra_resource_guarantees: field('{string}', () => l10n.t('What else this choice is promised.')),
            node_selector: like('PodSpec.nodeSelector'),
            tolerations: like('PodSpec.tolerations'),
            environment: field(FREE, () => l10n.t('Variables of the environment for this choice.')),
            volumes: like('PodSpec.volumes'),
            volume_mounts: like('Container.volumeMounts'),
            default_url: field('string', () => l10n.t('The page that opens at first, such as /lab.')),
          },
          () => l10n.t('What is different for this choice: image, size, machines.'),
        ),
        profile_options: field(FREE, () => l10n.t('Questions within this choice, such as which image.')),
      },
      () => l10n.t('What users choose from when they start their server, such as "small" and "with a GPU".'),
    ),
    extraEnv: field(FREE, () => l10n.t("Variables of the environment in each user's server.")),
    defaultUrl: field('string', () => l10n.t('The page that opens at first, such as /lab.')),
    startTimeout: field('number', () =>
      l10n.t('How many seconds a server may take to start. Raise it for large images.'),
    ),
    cmd: field(FREE, () => l10n.t("The command that starts each server. null takes the image's own.")),
    uid: field('number', () => l10n.t('The user number in the container.')),
    fsGid: field('number', () => l10n.t('The group that owns the files.')),
    extraResource: field(FREE, () =>
      l10n.t('What else each server gets, such as limits: {nvidia.com/gpu: "1"}.'),
    ),
    extraLabels: field('{string}', () => l10n.t('Labels of each server.')),
    extraAnnotations: field('{string}', () => l10n.t('Notes on each server.')),
    extraFiles: field(FREE, () => l10n.t('Files that are put into each server.')),
    extraPodConfig: field('PodSpec', () =>
      l10n.t("More of each server's description, for what has no field of its own."),
    ),
    extraTolerations: like('PodSpec.tolerations'),
    extraNodeAffinity: field(FREE, () => l10n.t('On which machines servers run.')),
    extraPodAffinity: field(FREE, () => l10n.t('Near which other programs servers run.')),
    extraPodAntiAffinity: field(FREE, () => l10n.t('Away from which other programs servers run.')),
    nodeSelector: like('PodSpec.nodeSelector'),
    events: field('boolean', () => l10n.t('With true, users see what happens while their server starts.')),
    serviceAccountName: like('PodSpec.serviceAccountName'),
    allowPrivilegeEscalation: like('SecurityContext.allowPrivilegeEscalation'),
    podNameTemplate: field('string', () => l10n.t('How servers are called.')),
    networkTools: field(FREE, () => l10n.t("The helper that closes the cloud's own addresses to users.")),
    cloudMetadata: field(FREE, () =>
      l10n.t("Whether users can reach the cloud's own addresses, which may give away keys."),
    ),
    networkPolicy,
  },
  () => l10n.t('The server of each user: image, size, storage.'),
);

/** Zero to JupyterHub. */
export const jupyterhubValues: OwnFields = {
  hub,
  singleuser,
  proxy: group(
    {
      secretToken: field('string', () =>
        l10n.t('The word that hub and proxy know each other by. Made up if nothing is written.'),
      ),
      service: {
        ...service,
        fields: {
          ...service.fields,
          disableHttpPort: field('boolean', () => l10n.t('With true, only https is answered.')),
        },
      },
      chp: group(
        {
          ...program,
          extraCommandLineFlags: field('string[]', () => l10n.t('More words for its command.')),
          defaultTarget: field('string', () => l10n.t('Where requests go that belong to nobody.')),
          errorTarget: field('string', () => l10n.t('Where the page for errors comes from.')),
        },
        () => l10n.t('The program that leads each user to their server.'),
      ),
      traefik: group(
        {
          ...program,
          extraStaticConfig: field(FREE, () => l10n.t('More settings of Traefik.')),
          hsts: field(FREE, () => l10n.t('Whether browsers remember that the address is https.')),
          extraPorts: field('ContainerPort[]', () => l10n.t('More ports.')),
          extraDynamicConfig: field(FREE, () => l10n.t('More settings of Traefik.')),
        },
        () => l10n.t('The program that cares for https.'),
      ),
      secretSync: field(FREE, () => l10n.t('The helper that keeps the certificate.')),
      https: group(
        {
          enabled: field('boolean', () => l10n.t('With true, the address is https.')),
          type: field('string', () =>
            l10n.t(
              'Where the certificate comes from: "letsencrypt", "manual", "secret" or "offload", when something before it cares for https.',
            ),
          ),
          hosts: field('string[]', () => l10n.t('The names that the certificate is for.')),
          letsencrypt: field(FREE, () => l10n.t('The mail address for the certificate.')),
          manual: field(FREE, () => l10n.t('The key and the certificate.')),
          secret: field(FREE, () => l10n.t('The Secret with the certificate.')),
        },
        () => l10n.t('Whether and how the address is https.'),
      ),
      annotations: field('{string}', () => l10n.t('Notes on it.')),
      labels: field('{string}', () => l10n.t('Labels of it.')),
      deploymentStrategy: replacing,
    },
    () => l10n.t('The entrance: it leads each user to the hub or to their server.'),
  ),
  cull: group(
    {
      enabled: field('boolean', () =>
        l10n.t('With true, servers that nobody uses are stopped. What is only in their memory is lost.'),
      ),
      timeout: field('number', () => l10n.t('A server that did nothing for this many seconds is stopped.')),
      every: field('number', () => l10n.t('How often it is looked, in seconds.')),
      maxAge: field('number', () =>
        l10n.t('A server is stopped after this many seconds even if it is used. 0: never.'),
      ),
      users: field('boolean', () =>
        l10n.t('With true, users who were not there for long are forgotten as well.'),
      ),
      adminUsers: field('boolean', () => l10n.t('With true, servers of administrators are stopped, too.')),
      removeNamedServers: field('boolean', () =>
        l10n.t('With true, named servers are removed when they are stopped.'),
      ),
      concurrency: field('number', () => l10n.t('How many are stopped at the same time.')),
    },
    () => l10n.t('When servers that nobody uses are stopped.'),
  ),
  scheduling: group(
    {
      userScheduler: field(FREE, () =>
        l10n.t('Puts users close together, so that empty machines can be given back.'),
      ),
      podPriority: field(FREE, () => l10n.t('Lets placeholders give way to users.')),
      userPlaceholder: field(FREE, () => l10n.t('Empty servers that keep room for the next users.')),
      userPods: field(FREE, () => l10n.t("On which machines users' servers run.")),
      corePods: field(FREE, () => l10n.t('On which machines the hub and its helpers run.')),
    },
    () => l10n.t('On which machines everything runs.'),
  ),
  prePuller: field(FREE, () =>
    l10n.t('Downloads the images before users need them, so that servers start sooner.'),
  ),
  ingress,
  httpRoute: field(FREE, () => l10n.t('How it is reached from outside, by the newer Gateway API.')),
  imagePullSecret: field(FREE, () =>
    l10n.t('The Secret with which images are downloaded, if it should be made here.'),
  ),
  imagePullSecrets: pullSecrets,
  rbac: field(FREE, () => l10n.t('Whether the rights that the hub needs are made.')),
  global: field(FREE, () => l10n.t('Settings for all parts.')),
  debug: field(FREE, () => l10n.t('With enabled: true, more is written to the logs.')),
  custom: field(FREE, () => l10n.t('Values of your own, for "hub.extraConfig".')),
  fullnameOverride: nameOverride,
  nameOverride,
  enabled: field('boolean', () => l10n.t('For charts that contain this one: whether it is installed.')),
};
