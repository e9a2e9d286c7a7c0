package model

// This file holds the model asyncio: tasks on one event loop on one thread.

import (
	"runtime"

	"corelanes/engine/loop"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func asyncio() Info {
	info := Info{ID: "asyncio", Honest: "real: one thread, a real event loop on the operating system's own selector", Possible: true, Concurrent: true, Tasks: true, run: runAsyncio}
	if runtime.GOOS != "linux" {
		info.Possible = false
		info.WhyNot = "the event loop watches its sockets through Linux's epoll; the other systems' selectors are not used yet"
	}
	return info
}

func runAsyncio(s *Stage) ([]byte, error) {
	return onThread(func() ([]byte, error) {
		k, err := s.setUp(prim.Fair)
		if err != nil {
			return nil, err
		}
		t, in, err := s.mainThread(trace.LaneLoop, "Event loop", k, false)
		if err != nil {
			return nil, err
		}
		l, err := loop.New(t, k, in.Bodies, loop.Options{})
		if err != nil {
			t.Detach(true)
			return nil, err
		}
		out, err := l.Run("Task-main", work.Main, nil)
		t.Detach(err != nil)
		return out, err
	})
}
