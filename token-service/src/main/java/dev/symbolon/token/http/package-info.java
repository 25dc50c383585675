/** What every endpoint needs of HTTP: parameters, answers, cookies, refusals. */
@NullMarked
package dev.symbolon.token.http;

import org.jspecify.annotations.NullMarked;
