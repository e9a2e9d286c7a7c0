//go:build !unix || aix || solaris || illumos

package osys

// NewSelector is not possible here: ErrNotHere.
func NewSelector() (Selector, error) { return nil, ErrNotHere }
