//! Procedure files as people write them: the good ones are read, the bad ones refused with the faults beside them.

use aftersales::procedure::read;

#[test]
fn every_key_of_the_format_is_read() {
    let procedure = read(include_str!("procedures/good/everything.toml")).unwrap();
    assert_eq!(procedure.steps.len(), 10);
    assert_eq!(procedure.events.iter().filter(|e| e.id == "inspect").count(), 1);
    assert_eq!(procedure.limits.len(), 3);
}
