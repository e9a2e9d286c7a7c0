package osys

// This file holds the current core as a register of the processor: Linux keeps its
// number where RDTSCP finds it, for its own getcpu without a system call.

// coreMask are the register's bits for the core; the others are for the NUMA node.
const coreMask = 1<<12 - 1

// coreRegister is the register, TSC_AUX.
func coreRegister() uint32

// hasCoreRegister says whether the processor lets it be read.
func hasCoreRegister() bool

// coreByRegister says whether the register tells what the system call does. Between
// the two the thread may be moved, so that one of some tries is enough.
var coreByRegister = func() bool {
	if !hasCoreRegister() {
		return false
	}
	for range 8 {
		if core, ok := coreByCall(); ok && core == coreRegister()&coreMask {
			return true
		}
	}
	return false
}()

func currentCore() (uint32, bool) {
	if coreByRegister {
		return coreRegister() & coreMask, true
	}
	return coreByCall()
}
