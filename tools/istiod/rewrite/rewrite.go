// Package rewrite turns the addresses of Istio's answers into those where a laptop's processes listen: a pod's address in
// the Kubernetes API is 10.<subnet>.x.y, its sockets are at 127.<subnet>.x.y (tools/podnet does the same for sockets).
package rewrite

import (
	"net"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	discovery "github.com/envoyproxy/go-control-plane/envoy/service/discovery/v3"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/anypb"
)

const (
	podFirstSubnet = 64
	podLastSubnet  = 73
)

// Address maps one address of a resource to the one that Envoy is to use.
type Address func(string) string

// PodAddress is the loopback form of a pod's address; it leaves every other address alone.
func PodAddress(address string) string {
	ip := net.ParseIP(address).To4()
	if ip == nil || ip[0] != 10 || ip[1] < podFirstSubnet || ip[1] > podLastSubnet {
		return address
	}
	return net.IPv4(127, ip[1], ip[2], ip[3]).String()
}

// ListenerAddress keeps listeners on this machine: one on all interfaces listens on 127.0.0.1 alone.
func ListenerAddress(address string) string {
	if address == "0.0.0.0" || address == "::" {
		return "127.0.0.1"
	}
	return PodAddress(address)
}

// Resources returns copies with every socket address mapped. Istio caches its resources and sends them to other proxies
// too, so that the given ones must not change.
func Resources(resources []*discovery.Resource, address Address) ([]*discovery.Resource, error) {
	if resources == nil {
		return nil, nil
	}
	mapped := make([]*discovery.Resource, 0, len(resources))
	for _, resource := range resources {
		body, err := mapAny(resource.GetResource(), address)
		if err != nil {
			return nil, err
		}
		mapped = append(mapped, &discovery.Resource{
			Name:         resource.Name,
			Aliases:      resource.Aliases,
			Version:      resource.Version,
			Resource:     body,
			Ttl:          resource.Ttl,
			CacheControl: resource.CacheControl,
			Metadata:     resource.Metadata,
		})
	}
	return mapped, nil
}

func mapAny(packed *anypb.Any, address Address) (*anypb.Any, error) {
	if packed == nil {
		return nil, nil
	}
	message, err := packed.UnmarshalNew()
	if err != nil {
		return nil, err
	}
	mapAddresses(message.ProtoReflect(), address)
	return marshal(message)
}

// Deterministic, because Envoy and Istio compare resources by their bytes.
func marshal(message proto.Message) (*anypb.Any, error) {
	packed := &anypb.Any{}
	err := anypb.MarshalFrom(packed, message, proto.MarshalOptions{Deterministic: true})
	return packed, err
}

func mapAddresses(message protoreflect.Message, address Address) {
	if socket, ok := message.Interface().(*core.SocketAddress); ok {
		socket.Address = address(socket.Address)
		return
	}
	message.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		switch {
		case field.IsMap():
			if field.MapValue().Message() != nil {
				value.Map().Range(func(_ protoreflect.MapKey, item protoreflect.Value) bool {
					mapAddresses(item.Message(), address)
					return true
				})
			}
		case field.Message() == nil:
		case field.IsList():
			for index := range value.List().Len() {
				mapAddresses(value.List().Get(index).Message(), address)
			}
		default:
			mapAddresses(value.Message(), address)
		}
		return true
	})
}
