package work

// This file holds the kit's named things: made in a program's Setup, found
// again by name from any worker of any process.

import (
	"fmt"

	"corelanes/engine/ipc"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// find is the object of a kind and name, made in Setup.
func (k *Kit) find(kind trace.ObjKind, name string) (trace.Obj, error) {
	o, ok := k.Arena.FindObj(kind, name)
	if !ok {
		return 0, fmt.Errorf("no %s %q was made for this run", kind, name)
	}
	return o, nil
}

// MakeLock makes the Lock of that name.
func (k *Kit) MakeLock(name string) error {
	_, err := prim.NewLock(k.Arena, k.Waiter, name, k.Rules)
	if err != nil {
		return fmt.Errorf("make lock %s: %w", name, err)
	}
	return nil
}

// Lock is the Lock of that name.
func (k *Kit) Lock(name string) (*prim.Lock, error) {
	o, err := k.find(trace.ObjLock, name)
	if err != nil {
		return nil, err
	}
	return prim.AttachLock(k.Arena, k.Waiter, o)
}

// MakeRLock makes the RLock of that name.
func (k *Kit) MakeRLock(name string) error {
	_, err := prim.NewRLock(k.Arena, k.Waiter, name, k.Rules)
	return err
}

// RLock is the RLock of that name.
func (k *Kit) RLock(name string) (*prim.RLock, error) {
	o, err := k.find(trace.ObjRLock, name)
	if err != nil {
		return nil, err
	}
	return prim.AttachRLock(k.Arena, k.Waiter, o)
}

// MakeSemaphore makes the Semaphore of that name, with so many units.
func (k *Kit) MakeSemaphore(name string, units int64) error {
	_, err := prim.NewSemaphore(k.Arena, k.Waiter, name, units, k.Rules)
	return err
}

// Semaphore is the Semaphore of that name.
func (k *Kit) Semaphore(name string) (*prim.Semaphore, error) {
	o, err := k.find(trace.ObjSemaphore, name)
	if err != nil {
		return nil, err
	}
	return prim.AttachSemaphore(k.Arena, k.Waiter, o)
}

// MakeBoundedSemaphore makes the BoundedSemaphore of that name, with so many
// units.
func (k *Kit) MakeBoundedSemaphore(name string, units int64) error {
	_, err := prim.NewBoundedSemaphore(k.Arena, k.Waiter, name, units, k.Rules)
	return err
}

// AnySemaphore is the Semaphore or the BoundedSemaphore of that name.
func (k *Kit) AnySemaphore(name string) (*prim.Semaphore, error) {
	o, err := k.find(trace.ObjBoundedSemaphore, name)
	if err != nil {
		return k.Semaphore(name)
	}
	return prim.AttachSemaphore(k.Arena, k.Waiter, o)
}

// MakeEvent makes the Event of that name.
func (k *Kit) MakeEvent(name string) error {
	_, err := prim.NewEvent(k.Arena, k.Waiter, name, k.Rules)
	return err
}

// Event is the Event of that name.
func (k *Kit) Event(name string) (*prim.Event, error) {
	o, err := k.find(trace.ObjEvent, name)
	if err != nil {
		return nil, err
	}
	return prim.AttachEvent(k.Arena, k.Waiter, o)
}

// MakeCondition makes the Condition of that name, with a Lock of the same name.
func (k *Kit) MakeCondition(name string) error {
	l, err := prim.NewLock(k.Arena, k.Waiter, name, k.Rules)
	if err != nil {
		return fmt.Errorf("make the lock of condition %s: %w", name, err)
	}
	_, err = prim.NewCondition(k.Arena, k.Waiter, name, l)
	return err
}

// Condition is the Condition of that name.
func (k *Kit) Condition(name string) (*prim.Condition, error) {
	l, err := k.Lock(name)
	if err != nil {
		return nil, err
	}
	o, err := k.find(trace.ObjCondition, name)
	if err != nil {
		return nil, err
	}
	return prim.AttachCondition(k.Arena, k.Waiter, o, l)
}

// MakeBarrier makes the Barrier of that name, for so many parties.
func (k *Kit) MakeBarrier(name string, parties int64) error {
	_, err := prim.NewBarrier(k.Arena, k.Waiter, name, parties, nil, prim.None, k.Rules)
	return err
}

// Barrier is the Barrier of that name.
func (k *Kit) Barrier(name string) (*prim.Barrier, error) {
	o, err := k.find(trace.ObjBarrier, name)
	if err != nil {
		return nil, err
	}
	return prim.AttachBarrier(k.Arena, k.Waiter, o, nil, prim.None)
}

// MakeValue makes the shared number of that name.
func (k *Kit) MakeValue(name string, v int64) error {
	_, err := prim.NewValue(k.Arena, k.Waiter, name, v)
	return err
}

// Value is the shared number of that name.
func (k *Kit) Value(name string) (*prim.Value, error) {
	o, err := k.find(trace.ObjValue, name)
	if err != nil {
		return nil, err
	}
	return prim.AttachValue(k.Arena, k.Waiter, o)
}

// MakeArray makes the Array of that name, of n items, with its lock.
func MakeArray[T ipc.Number](k *Kit, name string, n int) error {
	if err := k.MakeRLock(name); err != nil {
		return err
	}
	return ipc.MakeArray[T](k.Talk, name, n)
}

// Array is the Array of that name.
func Array[T ipc.Number](w Worker, k *Kit, name string) (*ipc.Array[T], error) {
	lock, err := k.RLock(name)
	if err != nil {
		return nil, err
	}
	return ipc.OpenArray[T](w, k.Talk, name, lock)
}
