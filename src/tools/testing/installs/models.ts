import { app, install, k8s, service, workload } from './install.ts';
import type { Install } from './install.ts';

const kserve = (name: string) =>
  `serving.kserve.io/inferenceservice=${name} component=predictor app=isvc.${name}-predictor`;

/** What serves models. */
export const models: readonly Install[] = [
  install(
    'Seldon 1: one predictor with two containers',
    [
      service(
        'iris-default',
        'seldon-deployment-id=iris seldon-app=iris-default @managed-by=seldon-core',
        'http 8000, grpc 5001',
        { selector: 'seldon-app=iris-default' },
      ),
      service(
        'iris-default-classifier',
        'seldon-deployment-id=iris seldon-app-svc=iris-default-classifier @managed-by=seldon-core',
        'http 9000, grpc 9500',
        { selector: 'seldon-app-svc=iris-default-classifier' },
      ),
      workload(
        'iris-default-0-classifier',
        'seldon-deployment-id=iris seldon-app=iris-default seldon-app-svc=iris-default-classifier @managed-by=seldon-core',
        {
          owner: 'SeldonDeployment/iris',
          run: ['seldonio/sklearnserver:1.18.2', 'docker.io/seldonio/seldon-core-executor:1.18.2'],
        },
      ),
    ],
    'seldon iris-default:8000 http /api/v1.0/predictions',
  ),
  install(
    'Seldon 1: two deployments in one namespace',
    [
      service('a-main', 'seldon-deployment-id=a seldon-app=a-main', 'http 8000, grpc 5001', {
        selector: 'seldon-app=a-main',
      }),
      workload('a-main-0-m', 'seldon-deployment-id=a seldon-app=a-main seldon-app-svc=a-main-m', {
        run: ['seldonio/mlserver:1.3.5'],
      }),
      service('b-main', 'seldon-deployment-id=b seldon-app=b-main', 'http 8000, grpc 5001', {
        selector: 'seldon-app=b-main',
      }),
      workload('b-main-0-m', 'seldon-deployment-id=b seldon-app=b-main seldon-app-svc=b-main-m', {
        run: ['seldonio/mlserver:1.3.5'],
      }),
    ],
    'seldon a-main:8000 http /api/v1.0/predictions',
    'seldon b-main:8000 http /api/v1.0/predictions',
  ),
  install(
    'Seldon 2, the runtime with its mesh',
    [
      service('seldon-mesh', '@name=seldon-envoy', 'data 80>http, stats 9003', {
        selector: '@name=seldon-envoy',
      }),
      workload('seldon-envoy', '@name=seldon-envoy', {
        kind: 'StatefulSet',
        run: [{ image: 'docker.io/seldonio/seldon-envoy:2.8.2', ports: 'http 9000, stats 9003' }],
      }),
      app('seldon-scheduler', '@name=seldon-scheduler', 'xds 9002, scheduler 9004, agent 9005', {
        kind: 'StatefulSet',
        run: ['docker.io/seldonio/seldon-scheduler:2.8.2'],
      }),
      workload('mlserver', '@name=seldon-server seldon-server-name=mlserver', {
        kind: 'StatefulSet',
        run: ['docker.io/seldonio/seldon-agent:2.8.2', 'docker.io/seldonio/mlserver:1.6.0'],
      }),
      service('mlserver-0', '@name=seldon-server seldon-server-name=mlserver', 'grpc 9500'),
    ],
    'seldon seldon-mesh:80 http /v2',
  ),
  install(
    'KServe in raw mode: a sklearn model',
    [
      service('iris-predictor', kserve('iris'), 'http1 80>8080', { selector: 'app=isvc.iris-predictor' }),
      workload('iris-predictor', kserve('iris'), {
        run: [{ image: 'kserve/sklearnserver:v0.15.0', ports: '8080' }],
      }),
    ],
    'kserve iris-predictor:80 http /v1/models/iris',
  ),
  install(
    'KServe: headless, with a transformer, port named after the service',
    [
      service('bert-predictor', kserve('bert'), 'bert-predictor 80>8080', {
        selector: 'app=isvc.bert-predictor',
        headless: true,
      }),
      workload('bert-predictor', kserve('bert'), { run: ['kserve/huggingfaceserver:v0.14.0'] }),
      service(
        'bert-transformer',
        'serving.kserve.io/inferenceservice=bert component=transformer app=isvc.bert-transformer',
        '80>8080',
        { selector: 'app=isvc.bert-transformer' },
      ),
      workload(
        'bert-transformer',
        'serving.kserve.io/inferenceservice=bert component=transformer app=isvc.bert-transformer',
        { run: ['kserve/image-transformer:latest'] },
      ),
    ],
    // The request goes through the transformer.
    'kserve bert-transformer:80 http /v1/models/bert',
  ),
  install(
    'KServe on Knative: the Services of a revision are no doors of their own',
    [
      service(
        'flowers-predictor-00001-private',
        'serving.kserve.io/inferenceservice=flowers serving.knative.dev/service=flowers-predictor serving.knative.dev/revision=flowers-predictor-00001 networking.internal.knative.dev/serviceType=Private component=predictor',
        'http 80>8012, queue-metrics 9090, http-usermetric 9091',
        { selector: 'serving.knative.dev/revisionUID=x' },
      ),
      service(
        'flowers-predictor-00001',
        'serving.kserve.io/inferenceservice=flowers serving.knative.dev/service=flowers-predictor serving.knative.dev/revision=flowers-predictor-00001 networking.internal.knative.dev/serviceType=Public component=predictor',
        'http 80>8012, https 443>8112',
        { selector: '' },
      ),
      workload(
        'flowers-predictor-00001-deployment',
        'serving.kserve.io/inferenceservice=flowers serving.knative.dev/revisionUID=x component=predictor',
        { run: ['tensorflow/serving:2.6.2', 'gcr.io/knative-releases/knative.dev/serving/cmd/queue:v1.15'] },
      ),
    ],
    'kserve flowers-predictor-00001-private:80 http /v1/models/flowers',
  ),
  install(
    'vLLM production stack: router and two engines',
    [
      app(
        'llm-router-service',
        '@part-of=vllm-stack @component=router @managed-by=helm environment=router release=router',
        'router-sport 80>8000',
        { selector: 'environment=router release=router', run: ['lmcache/lmstack-router:latest'] },
      ),
      app(
        'llm-opt-engine-service',
        '@part-of=vllm-stack @component=serving-engine @managed-by=helm environment=test release=test',
        'service-port 80>container-port',
        {
          selector: 'environment=test release=test model=opt',
          run: [
            {
              image: 'vllm/vllm-openai:latest',
              command: 'serve facebook/opt-125m',
              ports: 'container-port 8000',
            },
          ],
        },
      ),
      app(
        'llm-qwen-engine-service',
        '@part-of=vllm-stack @component=serving-engine @managed-by=helm environment=test release=test',
        'service-port 80>container-port',
        {
          selector: 'environment=test release=test model=qwen',
          run: [{ image: 'lmcache/vllm-openai:latest', command: 'serve qwen', ports: 'container-port 8000' }],
        },
      ),
    ],
    'vllm llm-router-service:80 http /v1/models',
  ),
  install(
    'vLLM, plain manifests',
    [
      service('mistral-7b', '', 'http 80>8000', { selector: 'app=mistral-7b' }),
      workload('mistral-7b', 'app=mistral-7b', {
        run: [
          {
            image: 'vllm/vllm-openai:v0.8.5',
            command: '--model mistralai/Mistral-7B-Instruct-v0.3',
            ports: '8000',
          },
        ],
      }),
    ],
    'vllm mistral-7b:80 http /v1/models',
  ),
  install(
    'vLLM in an image of the team, by its command',
    [
      app('llm', 'app=llm', '8000', {
        run: [
          {
            image: 'registry.example/llm:9',
            command: 'python -m vllm.entrypoints.openai.api_server --model /models/x',
          },
        ],
      }),
    ],
    'vllm llm:8000 http /v1/models',
  ),
  install(
    'Ollama and Open WebUI of one release',
    [
      app(
        'open-webui',
        k8s('open-webui', 'chat', '@component=open-webui helm.sh/chart=open-webui-16.0.0'),
        'http 80>http',
        { kind: 'StatefulSet', run: [{ image: 'ghcr.io/open-webui/open-webui:0.11.0', ports: 'http 8080' }] },
      ),
      app('open-webui-redis', k8s('open-webui', 'chat', '@component=open-webui-redis'), 'http 6379', {
        run: ['redis:7.4.2-alpine'],
      }),
      app('open-webui-ollama', k8s('ollama', 'chat', 'helm.sh/chart=ollama-1.77.0'), 'http 11434>http', {
        run: [{ image: 'ollama/ollama:0.32.15', ports: 'http 11434' }],
      }),
      app('open-webui-pipelines', k8s('pipelines', 'chat', '@component=open-webui-pipelines'), 'http 9099', {
        run: ['ghcr.io/open-webui/pipelines:main'],
      }),
    ],
    'open-webui open-webui:80 http /',
    'ollama open-webui-ollama:11434 http /',
  ),
  install(
    'Ollama behind port 80, by its image',
    [app('models', 'app=models', '80>11434', { run: [{ image: 'ollama/ollama:latest', ports: '11434' }] })],
    'ollama models:80 http /',
  ),
  install(
    'Open WebUI by its image',
    [
      app('chat', 'app=chat', '3000>8080', {
        run: [{ image: 'ghcr.io/open-webui/open-webui:main', ports: '8080' }],
      }),
    ],
    'open-webui chat:3000 http /',
  ),
  install(
    'KServe: graph, two models, headless',
    [
      service(
        'a-predictor',
        'serving.kserve.io/inferenceservice=a component=predictor app=isvc.a-predictor',
        'a-predictor 80>8080',
        { selector: 'app=isvc.a-predictor' },
      ),
      workload(
        'a-predictor',
        'serving.kserve.io/inferenceservice=a component=predictor app=isvc.a-predictor',
        { run: ['nvcr.io/nvidia/tritonserver:23.05-py3'] },
      ),
      service(
        'b-predictor',
        'serving.kserve.io/inferenceservice=b component=predictor app=isvc.b-predictor',
        'grpc-port 80>9000',
        { selector: 'app=isvc.b-predictor' },
      ),
      workload(
        'b-predictor',
        'serving.kserve.io/inferenceservice=b component=predictor app=isvc.b-predictor',
        { run: ['seldonio/mlserver:1.5.0'] },
      ),
    ],
    'kserve a-predictor:80 http /v1/models/a',
    'kserve b-predictor:80 http /v1/models/b',
  ),
  install(
    'KServe with vLLM as its runtime is one row',
    [
      service(
        'llama-predictor',
        'serving.kserve.io/inferenceservice=llama component=predictor app=isvc.llama-predictor',
        'http 80>8080',
        { selector: 'app=isvc.llama-predictor' },
      ),
      workload(
        'llama-predictor',
        'serving.kserve.io/inferenceservice=llama component=predictor app=isvc.llama-predictor',
        {
          run: [
            {
              image: 'vllm/vllm-openai:v0.8.4',
              command: 'python -m vllm.entrypoints.openai.api_server --port 8080',
            },
          ],
        },
      ),
    ],
    'kserve llama-predictor:80 http /v1/models/llama',
  ),
  install(
    'vLLM production stack, newer: the engines are chosen by the release, LMCache beside the router',
    [
      app(
        's-router-service',
        '@name=s-router @instance=s @part-of=vllm-stack @component=router @managed-by=helm helm-release-name=s environment=router',
        'router-sport 80>8000, lmcache-port 9000>lmcache-port',
        { run: ['lmcache/lmstack-router:latest'] },
      ),
      service(
        's-llama-engine-service',
        'environment=test release=test',
        'service-port 80>container-port, zmq-port 55555>zmq-port',
        { selector: 'model=llama helm-release-name=s' },
      ),
      workload('s-llama-deployment-vllm', 'model=llama helm-release-name=s environment=test release=test', {
        run: [
          {
            image: 'lmcache/vllm-openai:latest',
            command: 'vllm serve meta-llama/Llama-3.1-8B-Instruct --port 8000',
            ports: 'container-port 8000, zmq-port 55555',
          },
        ],
      }),
    ],
    'vllm s-router-service:80 http /v1/models',
  ),
];
