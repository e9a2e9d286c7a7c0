package model_test

// This file tests what a process leaves behind that is killed: neither its GIL,
// nor its place in a line, nor a wake-up that it had got.

import (
	"errors"
	"os"
	"syscall"
	"time"

	"corelanes/engine/model"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// killedPrimitives are the cases; see primitives_test.go.
var killedPrimitives = map[string]primCase{
	"a process that is killed when it has been woken loses no wake-up": {
		setup: func(k *work.Kit) error { return k.MakeLock("l") },
		main: func(p party) error {
			l, me := p.lock("l"), p.Self()
			err := truth(l.Acquire(me, true, prim.Forever))
			var hs []work.Handle
			for i := range 2 {
				more, berr := p.begin(1, false)
				hs = append(hs, more...)
				err = errors.Join(err, berr, p.inside(l.Obj(), prim.RoomWaiters, i+1))
			}
			if err != nil {
				return err
			}
			first := p.state(l.Obj()).Rooms[prim.RoomWaiters][0].Lane
			info, _ := p.kit.Arena.LaneInfo(first)
			err = syscall.Kill(info.PID, syscall.SIGSTOP) // it does not get to run when it is woken
			err = errors.Join(err, l.Release(me), syscall.Kill(info.PID, syscall.SIGKILL))
			_, died := hs[0].Join()
			_, second := hs[1].Join()
			if !errors.Is(died, model.ErrWorkerDied) {
				err = errors.Join(err, errors.New("the first was not killed"), died)
			}
			return errors.Join(err, second)
		},
		child: func(p party, _ string) error {
			l, me := p.lock("l"), p.Self()
			return errors.Join(truth(l.Acquire(me, true, prim.Seconds(10))), l.Release(me))
		},
	},
	"a process that is killed holds its GIL no longer, and all its threads have ended": {
		main: func(p party) error {
			hs, err := p.begin(1, false)
			if err != nil {
				return err
			}
			if _, died := hs[0].Join(); !errors.Is(died, model.ErrWorkerDied) {
				return errors.Join(errors.New("it was not killed"), died)
			}
			return nil
		},
		child: func(p party, _ string) error {
			h, err := p.Worker.(interface {
				Begin(name string, f work.Body, arg []byte) (work.Handle, error)
			}).Begin("sleeps", func(w work.Worker, _ *work.Kit, _ []byte) ([]byte, error) { return nil, w.Sleep(time.Hour) }, nil)
			if err != nil {
				return err
			}
			err = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			_, jerr := h.Join()
			return errors.Join(err, jerr, errors.New("it was not killed"))
		},
		end: func(v *trace.View) error {
			gils := 0
			for i := range v.Objs() {
				o := &v.Objs()[i]
				s := o.After(o.Len())
				if o.Info.Kind != trace.ObjGIL {
					continue
				}
				gils++
				if s.Owner() != 0 {
					return errors.New(o.Info.Name + " is held at the end")
				}
			}
			threads := 0
			for i := range v.Lanes() {
				l := &v.Lanes()[i]
				if l.Info.Name == "sleeps" {
					threads++
				}
				if last := l.StateAt(v.End()); l.Len() > 0 && last.State != trace.StateNone {
					return errors.New(l.Info.Name + " never ended: " + last.State.String())
				}
			}
			return errors.Join(is("the number of GILs", gils, 2), is("the number of threads", threads, 1))
		},
	},
}
