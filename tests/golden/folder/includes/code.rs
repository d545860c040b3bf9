fn a() {}
// ANCHOR: main
fn main() {
    // ANCHOR: twice
    a();
    // ANCHOR_END: twice
}
// ANCHOR_END: main
// ANCHOR: twice
fn b() {}
// ANCHOR_END: twice
