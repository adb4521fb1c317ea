# Every step of adding and removing has a name. A test's variant of this function dies at one of them.
step() {
  :
}
