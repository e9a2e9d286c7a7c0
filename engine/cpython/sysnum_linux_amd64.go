package cpython

const sysProcessVMReadv = 310
