//go:build !linux

package osys

// Selector is not there on this system yet.
type Selector struct{}

// NewSelector is not possible here: ErrNotHere.
func NewSelector() (*Selector, error) { return nil, ErrNotHere }

// Watch is not possible here.
func (*Selector) Watch(int, bool) error { return ErrNotHere }

// Wait is not possible here.
func (*Selector) Wait(int64, []int) ([]int, error) { return nil, ErrNotHere }

// Close does nothing.
func (*Selector) Close() error { return nil }
