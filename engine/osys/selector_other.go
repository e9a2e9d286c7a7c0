//go:build !unix || aix || solaris || illumos

package osys

// NewSelector is not possible here: ErrNotHere.
func NewSelector() (Selector, error) { return nil, ErrNotHere }

// NameLimit is err: no system without Unix's limits says which one was hit.
func NameLimit(err error) error { return err }
