// Package net gains this file, by `go build -overlay`, in the copies of BBR and EPP that run on a laptop. A pod's address
// in the Kubernetes API is 10.<subnet>.x.y; its sockets live at 127.<subnet>.x.y, the only addresses that a user may
// bind without privileges. With SWITCHYARD_POD_IP unset nothing changes.
package net

import "syscall"

const (
	podFirstSubnet = 64
	podLastSubnet  = 73
)

// podAddress translates an address given to Listen or Dial: a listener on all interfaces belongs to this pod alone, and
// a pod's address becomes its loopback face.
func podAddress(op, addr string) string {
	podIP, _ := syscall.Getenv("SWITCHYARD_POD_IP")
	if podIP == "" {
		return addr
	}
	host, port, err := SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if op == "listen" && (host == "" || host == "0.0.0.0" || host == "::") {
		host = podIP
	}
	ip := ParseIP(host).To4()
	if ip == nil || ip[0] != 10 || ip[1] < podFirstSubnet || ip[1] > podLastSubnet {
		return addr
	}
	return JoinHostPort(IPv4(127, ip[1], ip[2], ip[3]).String(), port)
}
