// Command istiod is Istio's discovery server for a laptop. Istio's own main cannot be used: the addresses of pods in its
// answers must become those where a laptop's processes listen, and nothing of a module can be changed when it is built.
// Istio's settings come from its usual environment variables.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"time"

	"istio.io/istio/pilot/pkg/bootstrap"
	"istio.io/istio/pilot/pkg/features"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/serviceregistry/provider"
	v3 "istio.io/istio/pilot/pkg/xds/v3"
	"istio.io/istio/pkg/cluster"
	"istio.io/istio/pkg/cmd"
	"istio.io/istio/pkg/config/constants"
	"istio.io/istio/pkg/log"

	"switchyard/tools/istiod/rewrite"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintf(os.Stderr, "istiod: %v\n", err)
		os.Exit(1)
	}
}

func run() error {
	kubeconfig := flag.String("kubeconfig", "", "kubeconfig of the cluster")
	meshConfig := flag.String("meshConfig", "", "file with Istio's mesh configuration")
	httpAddr := flag.String("httpAddr", "", "address for readiness and debugging, plain HTTP")
	grpcAddr := flag.String("grpcAddr", "", "address for proxies, plain gRPC")
	flag.Parse()
	if *kubeconfig == "" || *meshConfig == "" || *httpAddr == "" || *grpcAddr == "" {
		return errors.New("-kubeconfig, -meshConfig, -httpAddr and -grpcAddr are required")
	}
	if err := log.Configure(log.DefaultOptions()); err != nil {
		return err
	}
	server, err := bootstrap.NewServer(arguments(*kubeconfig, *meshConfig, *httpAddr, *grpcAddr))
	if err != nil {
		return fmt.Errorf("cannot create the server: %w", err)
	}
	rewriteAddresses(server)
	stop := make(chan struct{})
	if err := server.Start(stop); err != nil {
		return fmt.Errorf("cannot start the server: %w", err)
	}
	cmd.WaitSignal(stop)
	server.WaitUntilCompletion()
	return nil
}

// The defaults of pilot/cmd/pilot-discovery/app/cmd.go, but no port other than the two that are given.
func arguments(kubeconfig, meshConfig, httpAddr, grpcAddr string) *bootstrap.PilotArgs {
	return bootstrap.NewPilotArgs(func(args *bootstrap.PilotArgs) {
		args.MeshConfigFile = meshConfig
		args.ShutdownDuration = time.Second
		args.ServerOptions = bootstrap.DiscoveryServerOptions{HTTPAddr: httpAddr, GRPCAddr: grpcAddr}
		args.InjectionOptions = bootstrap.InjectionOptions{}
		registry := &args.RegistryOptions
		registry.Registries = []string{string(provider.Kubernetes)}
		registry.KubeConfig = kubeconfig
		registry.KubeOptions.DomainSuffix = constants.DefaultClusterLocalDomain
		registry.KubeOptions.ClusterID = cluster.ID(features.ClusterName)
		registry.KubeOptions.KubernetesAPIQPS = 80
		registry.KubeOptions.KubernetesAPIBurst = 160
	})
}

func rewriteAddresses(server *bootstrap.Server) {
	for typeURL, address := range map[string]rewrite.Address{
		v3.EndpointType: rewrite.PodAddress,
		v3.ClusterType:  rewrite.PodAddress,
		v3.ListenerType: rewrite.ListenerAddress,
	} {
		generators := server.XDSServer.Generators
		generators[typeURL] = rewriting(generators[typeURL], address)
	}
}

// A generator that knows changes must stay one, or Istio sends everything each time.
func rewriting(original model.XdsResourceGenerator, address rewrite.Address) model.XdsResourceGenerator {
	plain := generator{original, address}
	if delta, ok := original.(model.XdsDeltaResourceGenerator); ok {
		return deltaGenerator{plain, delta}
	}
	return plain
}

type generator struct {
	original model.XdsResourceGenerator
	address  rewrite.Address
}

func (g generator) Generate(
	proxy *model.Proxy, watched *model.WatchedResource, request *model.PushRequest,
) (model.Resources, model.XdsLogDetails, error) {
	resources, details, err := g.original.Generate(proxy, watched, request)
	if err != nil {
		return resources, details, err
	}
	mapped, err := rewrite.Resources(resources, g.address)
	return mapped, details, err
}

type deltaGenerator struct {
	generator
	delta model.XdsDeltaResourceGenerator
}

func (g deltaGenerator) GenerateDeltas(
	proxy *model.Proxy, request *model.PushRequest, watched *model.WatchedResource,
) (model.Resources, model.DeletedResources, model.XdsLogDetails, bool, error) {
	resources, deleted, details, usedDelta, err := g.delta.GenerateDeltas(proxy, request, watched)
	if err != nil {
		return resources, deleted, details, usedDelta, err
	}
	mapped, err := rewrite.Resources(resources, g.address)
	return mapped, deleted, details, usedDelta, err
}
