import * as l10n from '@vscode/l10n';
import type { OwnTexts } from '../own-field.ts';

/** How programs are reached, and who may reach them. */
export const networkTexts: OwnTexts = {
  'ServiceSpec.type': () =>
    l10n.t(
      'From where it can be reached: "ClusterIP" from inside the cluster only, "NodePort" through a port of each machine, "LoadBalancer" through an address from outside.',
    ),
  'ServiceSpec.selector': () =>
    l10n.t(
      'To which copies the requests go: those with all of these labels. If no running copy has them, requests fail.',
    ),
  'ServiceSpec.ports': () => l10n.t('The ports of this stable address, and where each of them leads.'),
  'ServicePort.port': () => l10n.t('The port under which others reach the Service.'),
  'ServicePort.targetPort': () =>
    l10n.t(
      'The port of the program that it leads to: its number, or its name under "ports" of the container. The same as "port" if nothing is written.',
    ),
  'ServicePort.nodePort': () =>
    l10n.t('The port on each machine, usually between 30000 and 32767. Leave it out to get a free one.'),
  'ServicePort.name': () => l10n.t('A name for the port. It is needed when there are several.'),
  'ServicePort.protocol': () => l10n.t('TCP unless something else is written.'),
  'ServicePort.appProtocol': () =>
    l10n.t('What is spoken on the port, such as http or grpc: a hint for whatever passes the requests on.'),
  'ServiceSpec.clusterIP': () =>
    l10n.t(
      'The address inside the cluster; leave it out to get one. With "None" there is no common address: the name leads to each copy directly.',
    ),
  'ServiceSpec.externalName': () =>
    l10n.t('The Service is only another name for this host outside the cluster.'),
  'ServiceSpec.sessionAffinity': () =>
    l10n.t('With "ClientIP", requests of one client keep going to the same copy.'),
  'ServiceSpec.publishNotReadyAddresses': () =>
    l10n.t(
      'With true, the name also leads to copies that are not ready yet. Distributed training needs it to find its peers at the start.',
    ),
  'ServiceSpec.loadBalancerSourceRanges': () =>
    l10n.t('From which addresses outside it may be reached. Without it, from everywhere the network allows.'),
  'ServiceSpec.loadBalancerIP': () => l10n.t('The wished address outside. Many clouds ignore it.'),
  'ServiceSpec.externalTrafficPolicy': () =>
    l10n.t(
      'With "Local", requests from outside stay on the machine where they arrive and keep the address of their sender.',
    ),
  'IngressSpec.ingressClassName': () =>
    l10n.t(
      'Which web entrance of the cluster serves these rules; the names are chosen by your platform team.',
    ),
  'IngressSpec.rules': () => l10n.t('Which host name and path lead to which Service.'),
  'IngressSpec.defaultBackend': () => l10n.t('Where requests go that fit no rule.'),
  'IngressSpec.tls': () => l10n.t('Certificates, so that the pages are served over https.'),
  'IngressTLS.hosts': () => l10n.t('The host names that the certificate is for.'),
  'IngressTLS.secretName': () => l10n.t('The Secret that holds the certificate and its key.'),
  'IngressRule.host': () =>
    l10n.t(
      'The host name under which the page is opened. It must lead to the cluster: ask your platform team which names do.',
    ),
  'IngressRule.http': () => l10n.t('Which path leads to which Service.'),
  'HTTPIngressPath.path': () =>
    l10n.t(
      'The beginning of the path that leads here, such as /mlflow. Many dashboards must be told this path, or their links break.',
    ),
  'HTTPIngressPath.pathType': () =>
    l10n.t(
      '"Prefix": the path and all below it. "Exact": only this path. "ImplementationSpecific": as the web entrance of the cluster understands it.',
    ),
  'HTTPIngressPath.backend': () => l10n.t('Where the requests go.'),
  'IngressServiceBackend.name': () => l10n.t('The Service, in the same namespace.'),
  'IngressServiceBackend.port': () => l10n.t('The port of the Service: "number" or "name".'),
  'ServiceBackendPort.number': () => l10n.t('The port of the Service, not of the program behind it.'),
  'ServiceBackendPort.name': () => l10n.t('The name of the port in the Service.'),
  'NetworkPolicySpec.podSelector': () =>
    l10n.t('For which programs of this namespace the rules are, by their labels. {} means all.'),
  'NetworkPolicySpec.policyTypes': () =>
    l10n.t(
      'Which direction is restricted: "Ingress" is what comes in, "Egress" what goes out. A direction that stands here without rules is closed.',
    ),
  'NetworkPolicySpec.ingress': () =>
    l10n.t('Who may reach these programs. Everything that no rule allows is refused.'),
  'NetworkPolicySpec.egress': () =>
    l10n.t(
      'What these programs may reach. Name look-ups (port 53) must be allowed, too, or nothing is found.',
    ),
  'NetworkPolicyIngressRule.from': () => l10n.t('Who may connect. Without it, everybody.'),
  'NetworkPolicyIngressRule.ports': () => l10n.t('To which ports. Without it, to all.'),
  'NetworkPolicyEgressRule.to': () => l10n.t('Where connections may go. Without it, everywhere.'),
  'NetworkPolicyEgressRule.ports': () => l10n.t('To which ports. Without it, to all.'),
  'NetworkPolicyPeer.podSelector': () =>
    l10n.t(
      'Programs with these labels. Together with "namespaceSelector" in one entry, both must hold; in two entries, either.',
    ),
  'NetworkPolicyPeer.namespaceSelector': () =>
    l10n.t('Everything in namespaces with these labels. {} means all namespaces.'),
  'NetworkPolicyPeer.ipBlock': () => l10n.t('A range of network addresses, usually outside the cluster.'),
  'NetworkPolicyPort.port': () =>
    l10n.t('The port of the program: its number, or its name. Without it, all ports.'),
  'NetworkPolicyPort.protocol': () =>
    l10n.t('TCP unless something else is written. Name look-ups use UDP, too.'),
  'IPBlock.cidr': () => l10n.t('The range of addresses, such as 10.0.0.0/8 (all that begin with 10).'),
  'IPBlock.except': () => l10n.t('Parts of the range that are left out.'),
};
