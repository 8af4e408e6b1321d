module switchyard/tools/gateway-api

go 1.25.0

toolchain go1.26.8

// Only its CRD files are used.
require sigs.k8s.io/gateway-api v1.5.1
