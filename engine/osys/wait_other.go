//go:build !linux

package osys

// OS is the portable Waiter: this system's own is not used yet. Its time-outs
// are Go's.
func OS() Waiter { return NewParkingLot() }

// Private is OS for words that no other process waits for.
func Private() Waiter { return OS() }

// Shared says whether the Waiter of OS works between processes: the portable
// one does not, and processes wait through their parent.
func Shared() bool { return false }
