import CExhibitRecord
import Foundation
import TestSupport
import Testing

@testable import ExhibitRecord

/// The room that a record keeps on a file system that cannot reserve any.
@Suite struct RecordRoomTests {
  @Test(arguments: [512, 1024, 2048, 4096])
  func everyLineLeavesRoomForTheLastInABlockThatIsTaken(block: Int) {
    var generator = SeededGenerator(seed: UInt64(block))
    var room = exhibit_room_begin()
    room.state = EXHIBIT_ROOM_PADDED
    room.block = block
    var file = exhibit_file()
    for _ in 0..<10_000 {
      let count = Int.random(in: 1...3000, using: &generator)
      #expect(exhibit_room_make(&room, count, &file) == 0)
      let padding = exhibit_room_padding(&room, count, &file)
      #expect(padding <= Int(EXHIBIT_LAST_LINE_BYTES))
      file.size += Int64(count + padding)
      // At the very end of a block nothing of the next is taken.
      let left = (block - Int(file.size) % block) % block
      guard left >= Int(EXHIBIT_LAST_LINE_BYTES) else {
        Issue.record("\(left) bytes are left behind \(file.size)")
        return
      }
    }
  }

  @Test func theLastLineIsWrittenOnce() {
    var room = exhibit_room_begin()
    room.state = EXHIBIT_ROOM_PADDED
    room.block = 4096
    var file = exhibit_file()
    #expect(exhibit_room_take_last(&room, ENOSPC, &file))
    #expect(exhibit_room_make(&room, 100, &file) == 0)
    #expect(!exhibit_room_take_last(&room, ENOSPC, &file))
    // There was room again.
    exhibit_room_used(&room, false)
    #expect(exhibit_room_take_last(&room, ENOSPC, &file))
  }

  @Test func aLimitKeepsRoomForTheLastLine() {
    var room = exhibit_room_begin()
    let last = Int64(EXHIBIT_LAST_LINE_BYTES)
    room.limit = 10_000
    room.state = EXHIBIT_ROOM_PADDED
    room.block = 4096
    var file = exhibit_file()
    file.size = 10_000 - last
    // The limit of the process itself is asked again before it counts.
    #expect(exhibit_room_make(&room, 1, &file) == 0)
    #expect(room.limit == .max)
  }
}
