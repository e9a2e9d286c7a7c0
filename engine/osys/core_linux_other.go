//go:build linux && !amd64

package osys

func currentCore() (uint32, bool) { return coreByCall() }
