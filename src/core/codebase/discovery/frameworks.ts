import type { PackageSource } from './manifests/manifest';
import type { ProfiledLanguage } from './profiledLanguage';

/** In which languages packages of a kind are used. */
export const LANGUAGES_OF: Readonly<Record<PackageSource, readonly ProfiledLanguage[]>> = {
  pypi: ['python'],
  npm: ['typescript', 'javascript'],
  go: ['go'],
  crates: ['rust'],
  maven: ['java', 'kotlin', 'scala'],
  nuget: ['csharp'],
  rubygems: ['ruby'],
  packagist: ['php'],
};

/** A framework, and how it is recognised. */
export interface Framework {
  /** As in the names of patterns: `framework_fastapi`. */
  readonly id: string;
  readonly label: string;
  readonly type: string;
  /** Where it comes from; undefined when it is a part of the language. */
  readonly source: PackageSource | undefined;
  /** Only in them a module of its name is this one. */
  readonly languages: readonly ProfiledLanguage[];
  readonly packages: readonly string[];
  /** Modules by which source names it. */
  readonly modules: readonly string[];
}

/** id | label | type | source, in brackets where it is a part of the language | packages | modules, where they are called otherwise */
const TABLE = `
fastapi | FastAPI | web | pypi | fastapi
django | Django | web | pypi | django
flask | Flask | web | pypi | flask
starlette | Starlette | web | pypi | starlette
aiohttp | aiohttp | web | pypi | aiohttp
pydantic | Pydantic | validation | pypi | pydantic
sqlalchemy | SQLAlchemy | orm | pypi | sqlalchemy
click | Click | cli | pypi | click
typer | Typer | cli | pypi | typer
celery | Celery | tasks | pypi | celery
numpy | NumPy | data | pypi | numpy
pandas | pandas | data | pypi | pandas
torch | PyTorch | data | pypi | torch
pytest | pytest | testing | pypi | pytest
unittest | unittest | testing | (pypi) | - | unittest
hypothesis | Hypothesis | testing | pypi | hypothesis
react | React | ui | npm | react
vue | Vue | ui | npm | vue
svelte | Svelte | ui | npm | svelte
angular | Angular | ui | npm | @angular/core
next | Next.js | web | npm | next
express | Express | web | npm | express
fastify | Fastify | web | npm | fastify
nestjs | NestJS | web | npm | @nestjs/core | @nestjs/core, @nestjs/common
koa | Koa | web | npm | koa
zod | Zod | validation | npm | zod
prisma | Prisma | orm | npm | prisma, @prisma/client | @prisma/client
typeorm | TypeORM | orm | npm | typeorm
commander | Commander | cli | npm | commander
yargs | yargs | cli | npm | yargs
jest | Jest | testing | npm | jest | @jest/globals
vitest | Vitest | testing | npm | vitest
mocha | Mocha | testing | npm | mocha
node_test | node:test | testing | (npm) | - | node:test
playwright | Playwright | testing | npm | @playwright/test
gin | Gin | web | go | github.com/gin-gonic/gin
echo | Echo | web | go | github.com/labstack/echo/v4
chi | chi | web | go | github.com/go-chi/chi/v5
cobra | Cobra | cli | go | github.com/spf13/cobra
gorm | GORM | orm | go | gorm.io/gorm
testify | Testify | testing | go | github.com/stretchr/testify
go_testing | testing | testing | (go) | - | testing
actix | Actix | web | crates | actix-web | actix_web
axum | axum | web | crates | axum
rocket | Rocket | web | crates | rocket
tokio | Tokio | async | crates | tokio
serde | Serde | serialization | crates | serde
clap | clap | cli | crates | clap
thiserror | thiserror | errors | crates | thiserror
anyhow | anyhow | errors | crates | anyhow
spring | Spring | web | maven | org.springframework.boot:spring-boot-starter, org.springframework.boot:spring-boot-starter-web, org.springframework:spring-core | org.springframework
quarkus | Quarkus | web | maven | io.quarkus:quarkus-core, io.quarkus:quarkus-rest | io.quarkus
ktor | Ktor | web | maven | io.ktor:ktor-server-core | io.ktor
junit | JUnit | testing | maven | org.junit.jupiter:junit-jupiter, org.junit.jupiter:junit-jupiter-api, junit:junit | org.junit
mockito | Mockito | testing | maven | org.mockito:mockito-core | org.mockito
aspnetcore | ASP.NET Core | web | nuget | Microsoft.AspNetCore.App | Microsoft.AspNetCore
efcore | Entity Framework Core | orm | nuget | Microsoft.EntityFrameworkCore
mediatr | MediatR | cqrs | nuget | MediatR
fluentvalidation | FluentValidation | validation | nuget | FluentValidation
automapper | AutoMapper | mapping | nuget | AutoMapper
serilog | Serilog | logging | nuget | Serilog
xunit | xUnit | testing | nuget | xunit | Xunit
nunit | NUnit | testing | nuget | NUnit | NUnit.Framework
mstest | MSTest | testing | nuget | MSTest.TestFramework | Microsoft.VisualStudio.TestTools
moq | Moq | testing | nuget | Moq
rails | Rails | web | rubygems | rails
sinatra | Sinatra | web | rubygems | sinatra
rspec | RSpec | testing | rubygems | rspec, rspec-rails
minitest | Minitest | testing | rubygems | minitest
laravel | Laravel | web | packagist | laravel/framework | Illuminate
symfony | Symfony | web | packagist | symfony/framework-bundle, symfony/symfony | Symfony
phpunit | PHPUnit | testing | packagist | phpunit/phpunit | PHPUnit
pest | Pest | testing | packagist | pestphp/pest
`;

export const FRAMEWORKS: readonly Framework[] = TABLE.trim()
  .split('\n')
  .map((row) => {
    const [id = '', label = '', type = '', from = '', packages = '-', modules] = row.split('|').map((c) => c.trim());
    const list = (cell: string) => (cell === '-' ? [] : cell.split(',').map((each) => each.trim()));
    const own = list(packages);
    const source = from.replace(/[()]/g, '') as PackageSource;
    return {
      ...{ id, label, type, packages: own, languages: LANGUAGES_OF[source] },
      source: from.startsWith('(') ? undefined : source,
      modules: modules === undefined ? own : list(modules),
    };
  });
