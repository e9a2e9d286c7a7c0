//go:build !lean || !linux || !amd64

package lean

// Path is the path of the program; ErrNone here.
func Path() (string, error) { return "", ErrNone }
