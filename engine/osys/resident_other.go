//go:build !linux

package osys

import "corelanes/engine/trace"

// Resident cannot be told here: ErrNotHere.
func Resident(int) (trace.Resident, error) { return trace.Resident{}, ErrNotHere }
