package rewrite

import (
	"testing"

	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	endpoint "github.com/envoyproxy/go-control-plane/envoy/config/endpoint/v3"
	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	discovery "github.com/envoyproxy/go-control-plane/envoy/service/discovery/v3"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"
)

func TestPodAddress(t *testing.T) {
	for given, want := range map[string]string{
		"10.64.0.1":      "127.64.0.1",
		"10.73.255.254":  "127.73.255.254",
		"10.63.255.255":  "10.63.255.255",
		"10.74.0.1":      "10.74.0.1",
		"10.64.10.10":    "127.64.10.10",
		"110.64.0.1":     "110.64.0.1",
		"127.0.0.1":      "127.0.0.1",
		"0.0.0.0":        "0.0.0.0",
		"::1":            "::1",
		"pod.example":    "pod.example",
		"":               "",
		"::ffff:10.64.0": "::ffff:10.64.0",
	} {
		if got := PodAddress(given); got != want {
			t.Errorf("PodAddress(%q): want %q, got %q", given, want, got)
		}
	}
}

func TestListenerAddress(t *testing.T) {
	for given, want := range map[string]string{
		"0.0.0.0":   "127.0.0.1",
		"::":        "127.0.0.1",
		"10.68.1.2": "127.68.1.2",
		"127.0.0.1": "127.0.0.1",
	} {
		if got := ListenerAddress(given); got != want {
			t.Errorf("ListenerAddress(%q): want %q, got %q", given, want, got)
		}
	}
}

func TestEndpointsAreCopiedAndMapped(t *testing.T) {
	assignment := loadAssignment("10.68.0.7", "10.1.2.3")
	given := []*discovery.Resource{{Name: "pool", Version: "7", Resource: pack(t, assignment)}}
	before := proto.Clone(given[0])

	mapped, err := Resources(given, PodAddress)

	if err != nil {
		t.Fatal(err)
	}
	if !proto.Equal(before, given[0]) {
		t.Error("the given resource, which Istio caches, has changed")
	}
	want := &discovery.Resource{
		Name: "pool", Version: "7", Resource: pack(t, loadAssignment("127.68.0.7", "10.1.2.3")),
	}
	if !proto.Equal(want, mapped[0]) {
		t.Errorf("want %v, got %v", want, mapped[0])
	}
}

func TestEndpointsInsideAClusterAreMapped(t *testing.T) {
	given := &cluster.Cluster{Name: "c", LoadAssignment: loadAssignment("10.68.0.7")}
	want := &cluster.Cluster{Name: "c", LoadAssignment: loadAssignment("127.68.0.7")}
	expectMapped(t, given, want, PodAddress)
}

func TestAListenerOnAllInterfacesStaysOnThisMachine(t *testing.T) {
	given := &listener.Listener{Name: "l", Address: socket("0.0.0.0")}
	want := &listener.Listener{Name: "l", Address: socket("127.0.0.1")}
	expectMapped(t, given, want, ListenerAddress)
}

func TestNoAnswerStaysNoAnswer(t *testing.T) {
	mapped, err := Resources(nil, PodAddress)
	if err != nil || mapped != nil {
		t.Errorf("want nil, which Istio does not send, got %v, %v", mapped, err)
	}
}

func TestAnUnknownResourceIsAnError(t *testing.T) {
	unknown := &anypb.Any{TypeUrl: "type.googleapis.com/no.such.Message"}
	if _, err := Resources([]*discovery.Resource{{Name: "x", Resource: unknown}}, PodAddress); err == nil {
		t.Error("want an error")
	}
}

func expectMapped(t *testing.T, given, want proto.Message, address Address) {
	t.Helper()
	mapped, err := Resources([]*discovery.Resource{{Resource: pack(t, given)}}, address)
	if err != nil {
		t.Fatal(err)
	}
	got, err := mapped[0].Resource.UnmarshalNew()
	if err != nil {
		t.Fatal(err)
	}
	if !proto.Equal(want, got) {
		t.Errorf("want %v, got %v", want, got)
	}
}

func loadAssignment(addresses ...string) *endpoint.ClusterLoadAssignment {
	endpoints := make([]*endpoint.LbEndpoint, 0, len(addresses))
	for _, address := range addresses {
		endpoints = append(endpoints, &endpoint.LbEndpoint{
			HostIdentifier: &endpoint.LbEndpoint_Endpoint{Endpoint: &endpoint.Endpoint{Address: socket(address)}},
		})
	}
	return &endpoint.ClusterLoadAssignment{
		ClusterName: "pool",
		Endpoints:   []*endpoint.LocalityLbEndpoints{{LbEndpoints: endpoints}},
	}
}

func socket(address string) *core.Address {
	return &core.Address{Address: &core.Address_SocketAddress{SocketAddress: &core.SocketAddress{
		Address:       address,
		PortSpecifier: &core.SocketAddress_PortValue{PortValue: 8000},
	}}}
}

func pack(t *testing.T, message proto.Message) *anypb.Any {
	t.Helper()
	packed, err := marshal(message)
	if err != nil {
		t.Fatal(err)
	}
	return packed
}
