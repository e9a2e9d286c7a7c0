//go:build !linux

package osys

// This file holds what is told on Linux alone: the scheduler's own counters.

// ThreadCPU cannot be told here: ErrNotHere.
func ThreadCPU() (int64, error) { return 0, ErrNotHere }

// SchedStat does not exist here.
type SchedStat struct{}

// OpenSchedStat is not possible here: ErrNotHere.
func OpenSchedStat() (*SchedStat, error) { return nil, ErrNotHere }

// Read is not possible here.
func (*SchedStat) Read() (ran, waited int64, err error) { return 0, 0, ErrNotHere }

// Close does nothing.
func (*SchedStat) Close() error { return nil }

// ThreadRan cannot be told here: ErrNotHere.
func ThreadRan(int, int) (int64, error) { return 0, ErrNotHere }

// ProcessRan cannot be told here: ErrNotHere.
func ProcessRan(int) (int64, error) { return 0, ErrNotHere }

// CPUQuota is not known here.
func CPUQuota() (cores float64, limited bool) { return 0, false }
