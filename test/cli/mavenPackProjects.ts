import { answerOf } from './packAnswer';
import type { PackProject } from './packProjects';

const JUNIT =
  '<dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>5.11.4</version><scope>test</scope></dependency>';
const SUREFIRE = '<plugin><artifactId>maven-surefire-plugin</artifactId><version>3.5.2</version></plugin>';
const KOTLIN_VERSION = '2.0.21';

/** What a pom.xml needs around the properties, the dependencies and the build of a project. */
const pom = (
  properties: string,
  dependencies: string,
  build: string,
): string => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId><artifactId>shop</artifactId><version>1.0</version>
  <properties>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    ${properties}
  </properties>
  <dependencies>
    ${dependencies}
  </dependencies>
  <build>
    ${build}
  </build>
</project>
`;

/** Projects whose runner fetches its own parts from Maven Central when it is first used. */
export const MAVEN_PACK_PROJECTS: readonly PackProject[] = [
  {
    ...{ language: 'java', runner: 'maven', method: { name: 'Share.between', error: 'IllegalArgumentException' } },
    ...{ testPath: 'src/test/java/shop/ShareTest.java', implementationPath: 'src/main/java/shop/Share.java' },
    files: {
      'pom.xml': pom(
        '<maven.compiler.source>17</maven.compiler.source><maven.compiler.target>17</maven.compiler.target>',
        JUNIT,
        `<plugins>${SUREFIRE}</plugins>`,
      ),
    },
    red: answerOf([
      'java:src/test/java/shop/ShareTest.java',
      `package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {
  @ParameterizedTest
  @CsvSource({"100, 4, 25", "101, 3, 34"})
  void givesTheRestToTheFirst(int cents, int people, int first) {
    assertEquals(first, Share.between(cents, people).get(0));
  }

  @Test
  void sharesAll() {
    assertEquals(List.of(34, 34, 33), Share.between(101, 3));
  }

  @Test
  void nobodyIsRefused() {
    var refused = assertThrows(IllegalArgumentException.class, () -> Share.between(100, 0));
    assertTrue(refused.getMessage().contains("nobody"));
  }
}`,
    ]),
    green: answerOf([
      'java:src/main/java/shop/Share.java',
      `package shop;

import java.util.List;
import java.util.stream.IntStream;

/** Shares an amount between people. */
public final class Share {
  private Share() {}

  /** The cents of each; the rest goes cent by cent to the first ones. */
  public static List<Integer> between(int cents, int people) {
    if (people < 1) {
      throw new IllegalArgumentException("shared between nobody");
    }
    return IntStream.range(0, people).mapToObj(i -> cents / people + (i < cents % people ? 1 : 0)).toList();
  }
}`,
    ]),
  },
  {
    ...{ language: 'kotlin', runner: 'maven', method: { name: 'share', error: 'IllegalArgumentException' } },
    ...{ testPath: 'src/test/kotlin/shop/ShareTest.kt', implementationPath: 'src/main/kotlin/shop/Share.kt' },
    files: {
      'src/main/kotlin/shop/Version.kt': 'package shop\n\nconst val VERSION = 1\n',
      'pom.xml': pom(
        '',
        `<dependency><groupId>org.jetbrains.kotlin</groupId><artifactId>kotlin-stdlib</artifactId><version>${KOTLIN_VERSION}</version></dependency>${JUNIT}`,
        `<sourceDirectory>src/main/kotlin</sourceDirectory><testSourceDirectory>src/test/kotlin</testSourceDirectory>
    <plugins>${SUREFIRE}
      <plugin><groupId>org.jetbrains.kotlin</groupId><artifactId>kotlin-maven-plugin</artifactId><version>${KOTLIN_VERSION}</version>
        <executions>
          <execution><id>compile</id><phase>compile</phase><goals><goal>compile</goal></goals></execution>
          <execution><id>test-compile</id><phase>test-compile</phase><goals><goal>test-compile</goal></goals></execution>
        </executions>
      </plugin>
    </plugins>`,
      ),
    },
    red: answerOf([
      'kotlin:src/test/kotlin/shop/ShareTest.kt',
      `package shop

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource

class ShareTest {
    @ParameterizedTest
    @CsvSource("100, 4, 25", "101, 3, 34")
    fun givesTheRestToTheFirst(cents: Int, people: Int, first: Int) {
        assertEquals(first, share(cents, people).first())
    }

    @Test
    fun sharesAll() {
        assertEquals(listOf(34, 34, 33), share(101, 3))
    }

    @Test
    fun nobodyIsRefused() {
        val refused = assertThrows<IllegalArgumentException> { share(100, 0) }
        assertEquals("shared between nobody", refused.message)
    }
}`,
    ]),
    green: answerOf([
      'kotlin:src/main/kotlin/shop/Share.kt',
      `package shop

/** The cents of each; the rest goes cent by cent to the first ones. */
fun share(cents: Int, people: Int): List<Int> {
    require(people > 0) { "shared between nobody" }
    return List(people) { cents / people + if (it < cents % people) 1 else 0 }
}`,
    ]),
  },
];
