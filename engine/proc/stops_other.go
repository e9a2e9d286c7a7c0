//go:build !linux

package proc

// stops cannot be followed here.
type stops struct{}

func followStops(func() []*Child, func(pid int, stopped bool)) *stops { return nil }

func (*stops) close() {}
